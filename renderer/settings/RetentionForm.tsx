import { Button, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { settingsPatchSchema } from '#shared/settings.ts';
import { fieldErrors } from '../ui/field-errors.ts';
import { useUpdateSettings } from './use-update-settings.ts';

interface RetentionFormProps {
  callDays: number;
  deliveryDays: number;
}

type RetentionValues = Record<keyof RetentionFormProps, string>;

const daysOf = (text: string): number => (text.trim() === '' ? Number.NaN : Number(text));

const toPatch = ({ callDays, deliveryDays }: RetentionValues) => ({
  callDays: daysOf(callDays),
  deliveryDays: daysOf(deliveryDays),
});

/** How long what is kept. */
export function RetentionForm({ callDays, deliveryDays }: RetentionFormProps) {
  const update = useUpdateSettings();
  const form = useForm<RetentionValues>({
    initialValues: { callDays: String(callDays), deliveryDays: String(deliveryDays) },
    validate: (values) => fieldErrors(settingsPatchSchema, toPatch(values)),
  });
  return (
    <form
      noValidate
      aria-label="How long calls and deliveries are kept"
      onSubmit={form.onSubmit(async (values) => {
        const message = await update(toPatch(values));
        if (message) form.setFieldError('callDays', message);
        else form.resetDirty(values);
      })}
    >
      <Stack gap="sm">
        <TextInput
          label="Calls, in days"
          description="With what is to be called back. Older ones are erased."
          inputMode="numeric"
          w={280}
          maw="100%"
          {...form.getInputProps('callDays')}
        />
        <TextInput
          label="Deliveries, in days"
          description="What the phone systems sent, as Health shows it."
          inputMode="numeric"
          w={280}
          maw="100%"
          {...form.getInputProps('deliveryDays')}
        />
        {form.isDirty() && (
          <div>
            <Button type="submit">Save</Button>
          </div>
        )}
      </Stack>
    </form>
  );
}
