import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useRef } from 'react';
import { crmPlaceholders, crmTemplateSchema, previewCrmUrl } from '#shared/crm-url.ts';
import { fieldErrors } from '../ui/field-errors.ts';
import classes from './settings.module.css';
import { useUpdateSettings } from './use-update-settings.ts';

const placeholderWords = {
  e164: 'Number, +14155550123',
  digits: 'Number, digits only',
  national: 'Number as written at home',
  callId: "Ringback's ID of the call",
  providerCallId: "The phone system's ID of the call",
  sourceId: 'The phone system',
  name: "The caller's name",
} as const satisfies Record<(typeof crmPlaceholders)[number], string>;

/** What a template has against it; null where it is accepted. Empty is: there is no CRM then. */
const refusal = (template: string): string | null =>
  template.trim() === '' ? null : (fieldErrors(crmTemplateSchema, template.trim())[''] ?? null);

/** The address of a caller's record, with a live example. */
export function CrmForm({ template }: { template: string }) {
  const update = useUpdateSettings();
  const input = useRef<HTMLInputElement>(null);
  const form = useForm({
    initialValues: { template },
    validateInputOnChange: true,
    validate: { template: refusal },
  });
  const current = form.values.template.trim();
  const preview = current !== '' && refusal(current) === null ? previewCrmUrl(current) : null;

  const insert = (placeholder: string) => {
    const field = input.current;
    const start = field?.selectionStart ?? form.values.template.length;
    const end = field?.selectionEnd ?? start;
    const text = `{${placeholder}}`;
    const { template: before } = form.values;
    form.setFieldValue('template', before.slice(0, start) + text + before.slice(end));
    field?.focus();
    requestAnimationFrame(() => field?.setSelectionRange(start + text.length, start + text.length));
  };

  return (
    <form
      noValidate
      aria-label="CRM address"
      onSubmit={form.onSubmit(
        async (values) => {
          const message = await update({ crmTemplate: values.template.trim() });
          if (message) form.setFieldError('template', message);
          else form.resetDirty(values);
        },
        () => input.current?.focus(),
      )}
    >
      <Stack gap="sm">
        <TextInput
          ref={input}
          label="Address of a caller's record"
          placeholder="https://crm.example.com/search?phone={e164}"
          inputMode="url"
          spellCheck={false}
          {...form.getInputProps('template')}
        />
        <Group gap={6} role="group" aria-label="Insert a placeholder">
          {crmPlaceholders.map((placeholder) => (
            <Button
              key={placeholder}
              variant="default"
              size="compact-xs"
              ff="monospace"
              fw={400}
              title={placeholderWords[placeholder]}
              onClick={() => insert(placeholder)}
            >
              {`{${placeholder}}`}
            </Button>
          ))}
        </Group>
        {preview && (
          <Text fz="sm" c="dimmed" aria-live="polite" className={classes.preview}>
            For example: {preview}
          </Text>
        )}
        {form.isDirty() && (
          <div>
            <Button type="submit">Save</Button>
          </div>
        )}
      </Stack>
    </form>
  );
}
