import { Button } from '@mantine/core';
import { type NavigateOptions, useNavigate } from '@tanstack/react-router';
import type { StatusAction } from '#shared/status/action.ts';
import { accessSection, tunnelSection } from '../ui/settings-sections.ts';
import { RecoverButton, RestoreButton } from './RecoverButton.tsx';

/** An action that opens a place. */
type Place = Exclude<StatusAction, { code: 'restore-settings' | 'keep-settings' | 'keep-secrets' }>;

const labels = {
  'change-port': 'Change the port',
  'open-settings': 'Open Settings',
  'open-tunnel': 'Open the tunnel',
  'connect-tunnel': 'Connect a tunnel',
  'open-source': 'Open the phone system',
  'open-access': 'Open the phone system',
  'new-address': 'Show the new address',
} as const satisfies Record<Place['code'], string>;

function placeOf(action: Place): NavigateOptions {
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

function PlaceButton({ action }: { action: Place }) {
  const navigate = useNavigate();
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

/** The button of a status line or banner. It opens the place that solves the problem, or solves it; nothing without an action. */
export function ActionButton({ action }: { action: StatusAction | null }) {
  if (!action) return null;
  switch (action.code) {
    case 'restore-settings':
      return <RestoreButton copyFrom={action.copyFrom} />;
    case 'keep-settings':
      return <RecoverButton request={{ file: 'settings', choice: 'keep' }} label="Keep these" />;
    case 'keep-secrets':
      return <RecoverButton request={{ file: 'secrets', choice: 'keep' }} label="Keep these" />;
    default:
      return <PlaceButton action={action} />;
  }
}
