import { useNavigate } from '@tanstack/react-router';
import { tunnelSection } from '../ui/settings-sections.ts';
import { LineButton } from './LineButton.tsx';

/** Leads to the tunnel's settings. */
export function TunnelButton({ label }: { label: string }) {
  const navigate = useNavigate();
  return <LineButton label={label} onClick={() => void navigate({ to: '/settings', hash: tunnelSection })} />;
}
