import { Select, Stack } from '@mantine/core';
import { countries } from './countries.ts';
import { NumbersForm } from './NumbersForm.tsx';
import { useUpdateSettings } from './use-update-settings.ts';

interface ListenerFormProps {
  port: number;
  region: string | null;
  effectiveRegion: string | null;
}

/** Where webhooks are taken, and in which country numbers are read. */
export function ListenerForm({ port, region, effectiveRegion }: ListenerFormProps) {
  const update = useUpdateSettings();
  const known = countries();
  const system = known.find(({ value }) => value === effectiveRegion)?.label;
  return (
    <Stack gap="md">
      <NumbersForm
        title="Listening port"
        fields={[
          {
            name: 'port',
            label: 'Port',
            description: 'Webhooks are taken at 127.0.0.1 on this port. A tunnel has to point to it.',
            value: port,
            inputMode: 'numeric',
          },
        ]}
      />
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
