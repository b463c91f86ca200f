/** Whether a call's new state is worth a notification: a pure function, so that every rule can be tested by itself. */
import type { CallOutcome } from '#shared/contract/calls.ts';

export type NotificationKind = 'missed' | 'voicemail';

export interface DecisionInput {
  outcome: CallOutcome;
  direction: 'inbound' | 'outbound';
  /** What was shown for this call already, or handed over to be shown. */
  notified: readonly NotificationKind[];
  /** How long ago the call was over. */
  ageMs: number;
  /** The vendor's call log tells it, not a webhook. */
  fromLog: boolean;
}

/**
 * `hold`: to be shown, unless the call turns out within a short time to be answered after all, by a colleague, on
 * another device or after forwarding. `digest`: to be told together with the others that are known late.
 */
export type Decision =
  | { action: 'notify' | 'hold' | 'digest'; kind: NotificationKind; reason: string }
  | { action: 'quiet'; reason: string };

/** Older calls are news of yesterday: the rep was away, or the computer slept. */
const lateAfterMs = 5 * 60_000;

/** One notification a call; a voicemail that arrives after its missed call takes that one's place. */
export function decide({ outcome, direction, notified, ageMs, fromLog }: DecisionInput): Decision {
  if (direction === 'outbound') return { action: 'quiet', reason: 'outbound call' };
  if (outcome !== 'missed' && outcome !== 'voicemail')
    return { action: 'quiet', reason: `call is ${outcome}` };
  if (notified.includes('voicemail')) return { action: 'quiet', reason: 'voicemail already notified' };
  if (notified.length > 0) {
    // The call log completes what webhooks told; it is no news.
    if (outcome === 'missed' || fromLog) return { action: 'quiet', reason: 'call already notified' };
    return { action: 'notify', kind: 'voicemail', reason: 'voicemail left' };
  }
  if (ageMs > lateAfterMs) return { action: 'digest', kind: outcome, reason: 'known late' };
  return outcome === 'voicemail'
    ? { action: 'notify', kind: 'voicemail', reason: 'voicemail left' }
    : { action: 'hold', kind: 'missed', reason: 'call missed' };
}
