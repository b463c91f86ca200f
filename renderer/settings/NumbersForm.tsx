import { Button, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { type SettingsPatch, settingsPatchSchema } from '#shared/config/settings.ts';
import { fieldErrors } from '../ui/field-errors.ts';
import { focusFirstInvalid } from '../ui/focus-first-invalid.ts';
import { useUpdateSettings } from './use-update-settings.ts';

type NumberSetting = {
  [K in keyof SettingsPatch]-?: NonNullable<SettingsPatch[K]> extends number ? K : never;
}[keyof SettingsPatch];

interface NumberField {
  name: NumberSetting;
  label: string;
  description: string;
  value: number;
  /** The touch screen's keyboard. */
  inputMode: 'numeric' | 'decimal';
}

const toPatch = (texts: Record<string, string>): Record<string, number> =>
  Object.fromEntries(
    Object.entries(texts).map(([name, text]) => [name, text.trim() === '' ? Number.NaN : Number(text)]),
  );

/** A form for numeric settings. They are typed as text, validated by the settings' schema, and saved together. */
export function NumbersForm({ title, fields }: { title: string; fields: readonly NumberField[] }) {
  const update = useUpdateSettings();
  const form = useForm<Record<string, string>>({
    initialValues: Object.fromEntries(fields.map(({ name, value }) => [name, String(value)])),
    validate: (texts) => fieldErrors(settingsPatchSchema, toPatch(texts)),
  });
  return (
    <form
      noValidate
      aria-label={title}
      onSubmit={form.onSubmit(
        async (texts) => {
          const message = await update(toPatch(texts));
          if (message) form.setFieldError(fields[0]?.name ?? '', message);
          else form.resetDirty(texts);
        },
        (errors) => focusFirstInvalid(form, errors),
      )}
    >
      <Stack gap="sm">
        {fields.map(({ name, label, description, inputMode }) => (
          <TextInput
            key={name}
            label={label}
            description={description}
            inputMode={inputMode}
            w={280}
            maw="100%"
            {...form.getInputProps(name)}
          />
        ))}
        {form.isDirty() && (
          <div>
            <Button type="submit">Save</Button>
          </div>
        )}
      </Stack>
    </form>
  );
}
