import { Button, Group, NativeSelect, PasswordInput, Stack, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import type { SettingsSource } from '#shared/settings.ts';
import { providerIds } from '#shared/sources.ts';
import { OptionInput } from './OptionInput.tsx';
import { providerForms } from './providers/index.ts';
import { applicableFields, initialValues } from './providers/options.ts';
import { type SourceValues, sourceErrors, valuesOf } from './source-values.ts';

interface SourceFormProps {
  /** null for one that is being added. */
  source: SettingsSource | null;
  isSaving: boolean;
  /** Tells the provider, so that its steps can be shown beside. */
  onProvider: (provider: SourceValues['provider']) => void;
  /** Answers the message for a field where main refuses it. */
  onSave: (values: SourceValues) => Promise<Record<string, string>>;
}

/** The fields of one phone system. */
export function SourceForm({ source, isSaving, onProvider, onSave }: SourceFormProps) {
  const isNew = source === null;
  const form = useForm<SourceValues>({
    initialValues: valuesOf(source),
    validate: (values) => sourceErrors(values, isNew),
  });
  const { provider, options } = form.values;
  const asked = providerForms[provider];

  const chooseProvider = (value: string) => {
    const chosen = providerIds.find((id) => id === value);
    if (!chosen) return;
    form.setValues({ provider: chosen, options: initialValues(providerForms[chosen]) });
    form.clearErrors();
    onProvider(chosen);
  };

  return (
    <form
      noValidate
      aria-label="Phone system and its options"
      onSubmit={form.onSubmit(async (values) => {
        const errors = await onSave(values);
        form.setErrors(errors);
        if (Object.keys(errors).length === 0) form.resetDirty(values);
      })}
    >
      <Stack gap="md">
        <NativeSelect
          label="Phone system"
          description={asked.summary}
          data={providerIds.map((id) => ({ value: id, label: providerForms[id].name }))}
          value={provider}
          onChange={(event) => chooseProvider(event.currentTarget.value)}
        />
        <TextInput
          label="Name"
          description="Shown beside each call."
          placeholder="Sales line"
          {...form.getInputProps('name')}
        />
        {isNew && (
          <PasswordInput
            label={asked.secret.label}
            description={asked.secret.description}
            autoComplete="off"
            visibilityToggleButtonProps={{ 'aria-label': 'Show or hide the secret' }}
            {...form.getInputProps('secret')}
          />
        )}
        <TextInput
          label={asked.publicUrl.isRequired ? 'Public address' : 'Public address (optional)'}
          description={asked.publicUrl.description}
          placeholder="https://calls.example.com/hooks/sales-line"
          inputMode="url"
          spellCheck={false}
          {...form.getInputProps('publicUrl')}
        />
        {applicableFields(asked, options).map((field) => (
          <OptionInput
            key={`${provider} ${field.name}`}
            field={field}
            value={options[field.name] ?? ''}
            error={form.errors[`options.${field.name}`]}
            onChange={(value) => form.setFieldValue(`options.${field.name}`, value)}
          />
        ))}
        <Textarea
          label="Allowed addresses (optional)"
          description="Only these may send, one a line. Leave it empty to take all: the secret alone proves a call."
          placeholder="192.0.2.0/24"
          autosize
          minRows={1}
          maxRows={8}
          spellCheck={false}
          {...form.getInputProps('allowedAddresses')}
        />
        <Group gap="xs">
          <Button type="submit" loading={isSaving} disabled={!isNew && !form.isDirty()}>
            {isNew ? 'Add' : 'Save'}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
