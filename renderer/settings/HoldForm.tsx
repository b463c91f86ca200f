import { Button, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { settingsSchema } from '#shared/settings.ts';
import { fieldErrors } from '../ui/field-errors.ts';
import { useUpdateSettings } from './use-update-settings.ts';

const holdRefusal = (seconds: string): string | null =>
  fieldErrors(settingsSchema.shape.holdSeconds, seconds.trim() === '' ? Number.NaN : Number(seconds))[''] ??
  null;

/** How long a missed call waits before it is notified. */
export function HoldForm({ holdSeconds }: { holdSeconds: number }) {
  const update = useUpdateSettings();
  const form = useForm({
    initialValues: { holdSeconds: String(holdSeconds) },
    validate: { holdSeconds: holdRefusal },
  });
  return (
    <form
      noValidate
      aria-label="Wait before a notification"
      onSubmit={form.onSubmit(async (values) => {
        const message = await update({ holdSeconds: Number(values.holdSeconds) });
        if (message) form.setFieldError('holdSeconds', message);
        else form.resetDirty(values);
      })}
    >
      <Stack gap="sm">
        <TextInput
          label="Seconds before a missed call is notified"
          description="A call that is answered meanwhile by a colleague or on another device is not notified."
          inputMode="decimal"
          {...form.getInputProps('holdSeconds')}
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
