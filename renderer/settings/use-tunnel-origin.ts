import type { Settings } from '#shared/config/settings.ts';
import { staticOrigin } from '#shared/config/tunnel.ts';
import { useStatus } from '../data/queries.ts';

export interface TunnelOrigin {
  /** `https://host`; null when there is no tunnel, or its address is not known yet. */
  origin: string | null;
  /** True when the settings name the address, so that it stays the same. */
  isFixed: boolean;
  /** True when a tunnel is set up. */
  isSetUp: boolean;
}

/** The tunnel's public address, which all phone systems share. */
export function useTunnelOrigin({ tunnel }: Pick<Settings, 'tunnel'>): TunnelOrigin {
  const announced = useStatus().data?.reachability?.publicUrl ?? null;
  const fixed = staticOrigin(tunnel);
  return { origin: announced ?? fixed, isFixed: fixed !== null, isSetUp: tunnel.kind !== 'none' };
}
