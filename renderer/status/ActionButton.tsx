import { Button } from '@mantine/core';
import { type NavigateOptions, useNavigate } from '@tanstack/react-router';
import type { StatusAction } from '#shared/status/action.ts';
import { accessSection, tunnelSection } from '../ui/settings-sections.ts';

const labels = {
  'change-port': 'Change the port',
  'open-settings': 'Open Settings',
  'open-tunnel': 'Open the tunnel',
  'connect-tunnel': 'Connect a tunnel',
  'open-source': 'Open the phone system',
  'open-access': 'Open the phone system',
  'new-address': 'Show the new address',
} as const satisfies Record<StatusAction['code'], string>;

function placeOf(action: StatusAction): NavigateOptions {
  switch (action.code) {
    case 'change-port':
    case 'open-settings':
      return { to: '/settings' };
    case 'open-tunnel':
    case 'connect-tunnel':
      return { to: '/settings', hash: tunnelSection };
    case 'open-source':
    case 'new-address':
      return { to: '/settings/sources/$sourceId', params: { sourceId: action.sourceId } };
    case 'open-access':
      return {
        to: '/settings/sources/$sourceId',
        params: { sourceId: action.sourceId },
        hash: accessSection,
      };
  }
}

/** The button of a status line or banner. It opens the place that solves the problem; nothing without an action. */
export function ActionButton({ action }: { action: StatusAction | null }) {
  const navigate = useNavigate();
  if (!action) return null;
  return (
    <Button
      size="compact-sm"
      variant="default"
      style={{ flex: 'none' }}
      onClick={() => void navigate(placeOf(action))}
    >
      {labels[action.code]}
    </Button>
  );
}
