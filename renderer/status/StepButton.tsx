import { useNavigate } from '@tanstack/react-router';
import type { SetupStep } from '#shared/status/setup-steps.ts';
import { accessSection } from '../ui/settings-sections.ts';
import { LineButton } from './LineButton.tsx';
import { TunnelButton } from './TunnelButton.tsx';

/** Leads to the place where a step of the setup is taken. */
export function StepButton({ step: { needs, sourceIds } }: { step: SetupStep }) {
  const navigate = useNavigate();
  if (needs === 'tunnel') return <TunnelButton label="Connect a tunnel" />;
  return (
    <LineButton
      label="Open the phone system"
      onClick={() =>
        void navigate({
          to: '/settings/sources/$sourceId',
          params: { sourceId: sourceIds[0] ?? '' },
          hash: accessSection,
        })
      }
    />
  );
}
