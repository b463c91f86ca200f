/** A webhook that still has the address that the tunnel had before: whatever else is known of it, nothing arrives. */
import type { SubscriptionState } from '#shared/contract/subscriptions.ts';
import { iso } from '#shared/util/instant.ts';
import type { CalledAddresses } from '../sources/called-addresses.ts';

/** Returns the state with what is known of the address that the phone system calls. */
export function withAddress(
  state: SubscriptionState,
  addresses: Pick<CalledAddresses, 'staleOf' | 'isUnproved'>,
  canMove: boolean,
): SubscriptionState {
  const stale = addresses.staleOf(state.sourceId);
  if (stale) {
    const { called, current, leadsHere } = stale;
    return {
      ...state,
      state: 'old-address',
      reason: `It still calls ${new URL(called).host}.`,
      reasonCode: 'old-address',
      fix: `Give it the new address at ${new URL(current).host}.`,
      canRepair: false,
      since: iso(stale.since),
      address: { called, current, leadsHere, canMove },
    };
  }
  if (state.state !== 'healthy' || !addresses.isUnproved(state.sourceId)) return state;
  return {
    ...state,
    state: 'unknown',
    reason: 'No call has come over the new address yet.',
    reasonCode: 'no-event-yet',
  };
}
