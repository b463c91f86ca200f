import type { SubscriptionState } from '../contract/subscriptions.ts';

/** The state of a vendor's subscription, in a few words. */
export const subscriptionWords = {
  healthy: 'Working',
  connecting: 'Connecting',
  silent: 'Silent, against its usual pattern',
  expiring: 'About to expire',
  disabled: 'Switched off by the phone system',
  failed: 'Not working',
  incomplete: 'Not set up yet',
  'old-address': 'Calls go to an old address',
  unknown: 'Not known',
} as const satisfies Record<SubscriptionState['state'], string>;

/** True when a subscription needs attention. */
export const hasProblem = ({ state }: SubscriptionState): boolean =>
  state === 'silent' ||
  state === 'expiring' ||
  state === 'disabled' ||
  state === 'failed' ||
  state === 'old-address';

export const transportWords = {
  webhook: 'Webhook',
  socket: 'Connection',
} as const satisfies Record<SubscriptionState['transport'], string>;
