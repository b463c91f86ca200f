import { Alert, Button, Stack, Text } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { tunnelSection } from '../ui/settings-sections.ts';

interface AddressFirstProps {
  vendor: string;
  /** True when a tunnel is set up whose address is not known yet. */
  isTunnelSetUp: boolean;
}

/** A notice for phone systems that need a public address while there is none: how to get one. */
export function AddressFirst({ vendor, isTunnelSetUp }: AddressFirstProps) {
  const navigate = useNavigate();
  return (
    <Alert role="note" variant="default" title="First, a public address">
      <Stack gap="xs" align="flex-start">
        <Text fz="sm">
          {vendor} signs the address that it posts to, so it cannot be added without one.{' '}
          {isTunnelSetUp
            ? 'The tunnel has no address yet. It appears here once the tunnel is connected.'
            : 'A tunnel provides it. What you typed here is kept.'}
        </Text>
        <Button
          variant={isTunnelSetUp ? 'default' : 'filled'}
          onClick={() => void navigate({ to: '/settings', hash: tunnelSection })}
        >
          {isTunnelSetUp ? 'Open the tunnel' : 'Connect a tunnel'}
        </Button>
      </Stack>
    </Alert>
  );
}
