import { Radio, Stack } from '@mantine/core';
import type { SocketDescription } from '#shared/providers/description.ts';
import type { SourceValues } from './source-values.ts';

interface TransportInputProps {
  socket: SocketDescription;
  value: SourceValues['transport'];
  onChange: (transport: SourceValues['transport']) => void;
}

/** How the phone system's events come, where there are two ways. */
export function TransportInput({ socket, value, onChange }: TransportInputProps) {
  return (
    <Radio.Group
      label="How its events come"
      value={value}
      onChange={(chosen) => onChange(chosen === 'socket' ? 'socket' : 'webhook')}
    >
      <Stack gap="xs" mt={6}>
        <Radio
          value="socket"
          label="Over a connection of its own (suggested)"
          description={socket.description}
        />
        <Radio
          value="webhook"
          label="By webhook"
          description="The phone system posts them to the public address, through a tunnel."
        />
      </Stack>
    </Radio.Group>
  );
}
