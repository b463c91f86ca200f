import { Button } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { tunnelSection } from '../settings/sections.ts';

/** Leads to the tunnel's settings. */
export function TunnelButton({ label }: { label: string }) {
  const navigate = useNavigate();
  return (
    <Button
      size="compact-sm"
      variant="default"
      style={{ flex: 'none' }}
      onClick={() => void navigate({ to: '/settings', hash: tunnelSection })}
    >
      {label}
    </Button>
  );
}
