import { Button, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useRef } from 'react';
import { type CrmPlaceholder, crmTemplateSchema, previewCrmUrl } from '#shared/config/crm-url.ts';
import { fieldErrors } from '../ui/field-errors.ts';
import { CrmPlaceholders } from './CrmPlaceholders.tsx';
import classes from './settings.module.css';
import { useUpdateSettings } from './use-update-settings.ts';

/** Why a template is invalid; null when it is valid. An empty one is valid: it means no CRM. */
const refusal = (template: string): string | null =>
  template.trim() === '' ? null : (fieldErrors(crmTemplateSchema, template.trim())[''] ?? null);

/** The form for the CRM address, with a live example. */
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

  const insert = (placeholder: CrmPlaceholder) => {
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
        <CrmPlaceholders onInsert={insert} />
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
