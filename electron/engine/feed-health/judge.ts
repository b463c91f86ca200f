/** The state of a webhook. The vendor's own report counts first, then missing checks and events, then received ones. */
import type { LiveSource } from '#shared/config/sources.ts';
import type { SubscriptionState } from '#shared/contract/subscriptions.ts';
import type { Finding } from '../providers/contract/subscription.ts';
import type { VendorError } from '../providers/contract/vendor-error.ts';
import { providers } from '../providers/index.ts';
import { overdueHandshake } from './handshake.ts';
import type { SubscriptionHistory } from './history.ts';
import { unusualSilence } from './silence.ts';

export interface Evidence {
  source: Pick<LiveSource, 'provider'>;
  /** The report of the vendor's API; null when it was not asked or has none. */
  finding: Finding | null;
  /** Why the API could not be asked. */
  fault: VendorError | null;
  history: SubscriptionHistory;
  /** Start of the uninterrupted time in which webhooks could arrive. Milliseconds since the Unix epoch. */
  watchingSince: number;
  now: number;
}

export type Judgement = Pick<SubscriptionState, 'state' | 'reason' | 'reasonCode' | 'fix' | 'canRepair'>;

const longWords = (ms: number): string => {
  const hours = Math.round(ms / 3_600_000);
  return hours < 48 ? `${hours} hours` : `${Math.floor(hours / 24)} days`;
};

/** Decides the state of a webhook. `now` is in milliseconds since the Unix epoch. */
export function judge({ source, finding, fault, history, watchingSince, now }: Evidence): Judgement {
  if (finding && finding.state !== 'healthy') return finding;
  const { lastEventAt, lastHandshakeAt } = history;
  const { repeatedHandshake: check, description } = providers[source.provider];
  const dueAt = check
    ? overdueHandshake({ everyMs: check.everyMs, lastHandshakeAt, lastEventAt, now })
    : null;
  if (check && dueAt !== null && lastHandshakeAt !== null)
    return {
      state: 'expiring',
      reason: `${description.vendor} checks this address every ${check.everyMs / 3_600_000} hours, and last did so ${longWords(now - lastHandshakeAt)} ago; it stops sending when the check fails.`,
      reasonCode: 'check-overdue',
      fix: check.fix,
      canRepair: false,
    };
  const silence = unusualSilence({ hours: new Set(history.hours), lastEventAt, watchingSince, now });
  if (silence)
    return {
      state: 'silent',
      reason: `No event has arrived for ${longWords(now - silence.since)}, although ${silence.busyHours} of these hours usually bring some.`,
      reasonCode: 'silent',
      fix: 'Make a test call. If it does not show up, check the webhook in the phone system.',
      canRepair: false,
    };
  const isKnown = finding !== null || lastEventAt !== null || lastHandshakeAt !== null;
  return {
    state: isKnown ? 'healthy' : 'unknown',
    reason: fault ? fault.message : isKnown ? null : 'No event has arrived yet.',
    reasonCode: fault ? fault.fault : isKnown ? null : 'no-event-yet',
    fix: fault?.fault === 'refused' ? 'Enter the API credentials again in Settings.' : null,
    canRepair: false,
  };
}
