import { Button, Select, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { settingsSchema } from '#shared/settings.ts';
import { fieldErrors } from '../ui/field-errors.ts';
import { countries } from './countries.ts';
import { useUpdateSettings } from './use-update-settings.ts';

interface ListenerFormProps {
  port: number;
  region: string | null;
  effectiveRegion: string | null;
}

const portRefusal = (port: string): string | null =>
  fieldErrors(settingsSchema.shape.port, port.trim() === '' ? Number.NaN : Number(port))[''] ?? null;

/** Where webhooks are taken, and in which country numbers are read. */
export function ListenerForm({ port, region, effectiveRegion }: ListenerFormProps) {
  const update = useUpdateSettings();
  const form = useForm({
    initialValues: { port: String(port) },
    validate: { port: portRefusal },
  });
  const known = countries();
  const system = known.find(({ value }) => value === effectiveRegion)?.label;
  return (
    <Stack gap="md">
      <form
        noValidate
        aria-label="Listening port"
        onSubmit={form.onSubmit(async (values) => {
          const message = await update({ port: Number(values.port) });
          if (message) form.setFieldError('port', message);
          else form.resetDirty(values);
        })}
      >
        <Stack gap="sm">
          <TextInput
            label="Port"
            description="Webhooks are taken at 127.0.0.1 on this port. A tunnel has to point to it."
            inputMode="numeric"
            w={280}
            maw="100%"
            {...form.getInputProps('port')}
          />
          {form.isDirty() && (
            <div>
              <Button type="submit">Save</Button>
            </div>
          )}
        </Stack>
      </form>
      <Select
        label="Country"
        description="Numbers without a country code are read as from here."
        placeholder={region === null && system ? `As the system: ${system}` : 'As the system'}
        data={known}
        value={region}
        searchable
        clearable
        clearButtonProps={{ 'aria-label': 'Follow the system' }}
        nothingFoundMessage="No such country"
        w={280}
        maw="100%"
        onChange={(value) => void update({ region: value })}
      />
    </Stack>
  );
}
