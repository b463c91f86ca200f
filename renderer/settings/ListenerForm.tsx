import { Select, Stack } from '@mantine/core';
import { countries } from './countries.ts';
import { NumbersForm } from './NumbersForm.tsx';
import { useUpdateSettings } from './use-update-settings.ts';

interface ListenerFormProps {
  port: number;
  region: string | null;
  effectiveRegion: string | null;
}

/** The form for the local port and the default country. */
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
            description: 'Ringback receives webhooks at 127.0.0.1 on this port. Point your tunnel to it.',
            value: port,
            inputMode: 'numeric',
          },
        ]}
      />
      <Select
        label="Country"
        description="Numbers without a country code belong to this country."
        placeholder={region === null && system ? `System default: ${system}` : 'System default'}
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
