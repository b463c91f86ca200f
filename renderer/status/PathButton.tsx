import { Button } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import type { Status } from '#shared/ipc.ts';
import { tunnelSection } from '../settings/sections.ts';

/** Leads to the tunnel's settings while it is the tunnel that keeps calls away. */
export function PathButton({ status }: { status: Status }) {
  const navigate = useNavigate();
  const { reachability } = status;
  if (!reachability || reachability.phase === 'off' || reachability.phase === 'listening') return null;
  return (
    <Button
      size="compact-sm"
      variant="default"
      style={{ flex: 'none' }}
      onClick={() => void navigate({ to: '/settings', hash: tunnelSection })}
    >
      Open the tunnel
    </Button>
  );
}
