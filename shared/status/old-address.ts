/** Says which phone systems still call the address that the tunnel had before. */
import type { SettingsSource } from '../config/settings.ts';
import type { Status } from '../contract/status.ts';
import type { SubscriptionState } from '../contract/subscriptions.ts';

export interface OldAddress {
  /** Their subscriptions, in the order of the phone systems. */
  readonly subscriptions: readonly SubscriptionState[];
  /** "Aircall and Zoom still call the old address", without a full stop. */
  readonly headline: string;
  /** Since when the first of them does; ISO 8601, UTC. */
  readonly since: string;
  /** Whether no phone system's calls arrive, as all of them call it and it does not lead here any more. */
  readonly isNothingReached: boolean;
}

const list = new Intl.ListFormat('en-GB', { type: 'conjunction' });

/** Returns null where each phone system calls the tunnel's address, as far as is known. */
export function oldAddressOf(
  { subscriptions }: Pick<Status, 'subscriptions'>,
  sources: readonly SettingsSource[],
): OldAddress | null {
  const stale = sources.flatMap(({ id, name }) => {
    const subscription = subscriptions.find(({ sourceId }) => sourceId === id);
    return subscription?.state === 'old-address' ? [{ name, subscription }] : [];
  });
  const [first] = stale;
  if (!first) return null;
  const names = list.format(stale.map(({ name }) => name));
  return {
    subscriptions: stale.map(({ subscription }) => subscription),
    headline: `${names} still ${stale.length === 1 ? 'calls' : 'call'} the old address`,
    since: first.subscription.since,
    isNothingReached:
      stale.length === sources.length && stale.every(({ subscription }) => !subscription.address?.leadsHere),
  };
}
