import type { Status } from '#shared/contract/status.ts';
import { TunnelButton } from './TunnelButton.tsx';

/** Leads to the tunnel's settings while it is the tunnel that keeps calls away. */
export function PathButton({ status: { reachability } }: { status: Status }) {
  if (!reachability || reachability.phase === 'off' || reachability.phase === 'listening') return null;
  return <TunnelButton label="Open the tunnel" />;
}
