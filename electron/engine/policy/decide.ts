/** Whether a call's new state is worth a notification: a pure function, so that every rule can be tested by itself. */
import type { CallOutcome } from '#shared/call.ts';

export type NotificationKind = 'missed' | 'voicemail';

export interface DecisionInput {
  outcome: CallOutcome;
  direction: 'inbound' | 'outbound';
  /** What was shown for this call already, or handed over to be shown. */
  notified: readonly NotificationKind[];
}

/**
 * `hold`: to be shown, unless the call turns out within a short time to be answered after all, by a colleague, on
 * another device or after forwarding.
 */
export type Decision =
  | { action: 'notify' | 'hold'; kind: NotificationKind; reason: string }
  | { action: 'quiet'; reason: string };

/** One notification a call; a voicemail that arrives after its missed call takes that one's place. */
export function decide({ outcome, direction, notified }: DecisionInput): Decision {
  if (direction === 'outbound') return { action: 'quiet', reason: 'outbound call' };
  if (outcome === 'voicemail') {
    if (notified.includes('voicemail')) return { action: 'quiet', reason: 'voicemail already notified' };
    return { action: 'notify', kind: 'voicemail', reason: 'voicemail left' };
  }
  if (outcome !== 'missed') return { action: 'quiet', reason: `call is ${outcome}` };
  if (notified.length > 0) return { action: 'quiet', reason: 'call already notified' };
  return { action: 'hold', kind: 'missed', reason: 'call missed' };
}
