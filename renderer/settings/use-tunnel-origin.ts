import type { Settings } from '#shared/config/settings.ts';
import { staticOrigin } from '#shared/config/tunnel.ts';
import { useStatus } from '../data/queries.ts';

export interface TunnelOrigin {
  /** `https://host`; null where there is no tunnel, or its address is not known yet. */
  origin: string | null;
  /** Whether the settings name it, so that it stays the same whenever the tunnel is opened. */
  isFixed: boolean;
  /** Whether a tunnel is set up at all. */
  isSetUp: boolean;
}

/** The public address that the tunnel gives to every phone system. */
export function useTunnelOrigin({ tunnel }: Pick<Settings, 'tunnel'>): TunnelOrigin {
  const announced = useStatus().data?.reachability?.publicUrl ?? null;
  const fixed = staticOrigin(tunnel);
  return { origin: announced ?? fixed, isFixed: fixed !== null, isSetUp: tunnel.kind !== 'none' };
}
