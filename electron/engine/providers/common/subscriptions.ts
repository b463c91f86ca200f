/** What the vendors' lists of webhooks have in common. */
import type { LiveSource } from '#shared/config/sources.ts';
import { webhookPath } from '#shared/config/webhook-url.ts';
import type { Finding } from '../contract/subscription.ts';

export const healthy: Finding = {
  state: 'healthy',
  reason: null,
  reasonCode: null,
  fix: null,
  canRepair: false,
};

/** Whether a registered address is the source's at an origin, which the tunnel had before. */
export const isFormerAddress = (
  address: string | null | undefined,
  { id }: Pick<LiveSource, 'id'>,
  origin: string,
): boolean =>
  typeof address === 'string' &&
  URL.canParse(address) &&
  new URL(address).origin === origin &&
  isOwnAddress(address, { id, publicUrl: undefined });

/**
 * The source's own among registered addresses: the one that is exactly its address; where that is not known, those whose
 * path is its path.
 */
export function isOwnAddress(
  address: string | null | undefined,
  { id, publicUrl }: Pick<LiveSource, 'id' | 'publicUrl'>,
): boolean {
  if (!address || !URL.canParse(address)) return false;
  const { origin, pathname } = new URL(address);
  if (publicUrl) {
    const own = new URL(publicUrl);
    return origin === own.origin && pathname === own.pathname;
  }
  return pathname.endsWith(webhookPath(id));
}
