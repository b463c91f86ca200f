import { Radio, Stack } from '@mantine/core';
import type { SocketDescription } from '#shared/providers/description.ts';
import type { SourceValues } from './source-values.ts';

interface TransportInputProps {
  socket: SocketDescription;
  value: SourceValues['transport'];
  onChange: (transport: SourceValues['transport']) => void;
}

/** The choice of transport, for phone systems with a webhook and a socket. */
export function TransportInput({ socket, value, onChange }: TransportInputProps) {
  return (
    <Radio.Group
      label="Receive events by"
      value={value}
      onChange={(chosen) => onChange(chosen === 'socket' ? 'socket' : 'webhook')}
    >
      <Stack gap="xs" mt={6}>
        <Radio value="socket" label="Direct connection (recommended)" description={socket.description} />
        <Radio
          value="webhook"
          label="Webhook"
          description="The phone system posts events to the public address, through a tunnel."
        />
      </Stack>
    </Radio.Group>
  );
}
