/** The decision whether a call's new state needs a notification. */
import { lateAfterMs } from '#shared/calls/digest-text.ts';
import type { CallOutcome } from '#shared/contract/calls.ts';

export type NotificationKind = 'missed' | 'voicemail';

export interface DecisionInput {
  outcome: CallOutcome;
  direction: 'inbound' | 'outbound';
  /** The kinds already shown for this call, or handed over to be shown. */
  notified: readonly NotificationKind[];
  /** Milliseconds since the end of the call. */
  ageMs: number;
  /** True when the call log reported it, not a webhook. */
  fromLog: boolean;
}

/**
 * `hold`: show it after the hold time, unless the call is answered by then: by a colleague, on another device or after
 * forwarding. `digest`: show it together with other late calls. `quiet`: show nothing.
 */
export type Decision =
  | { action: 'notify' | 'hold' | 'digest'; kind: NotificationKind; reason: string }
  | { action: 'quiet'; reason: string };

/** Decides about a call's notification. A call has one; a later voicemail replaces the one of its missed call. */
export function decide({ outcome, direction, notified, ageMs, fromLog }: DecisionInput): Decision {
  if (direction === 'outbound') return { action: 'quiet', reason: 'outbound call' };
  if (outcome !== 'missed' && outcome !== 'voicemail')
    return { action: 'quiet', reason: `call is ${outcome}` };
  if (notified.includes('voicemail')) return { action: 'quiet', reason: 'voicemail already notified' };
  if (notified.length > 0) {
    // The call log completes a call that webhooks reported. That needs no notification.
    if (outcome === 'missed' || fromLog) return { action: 'quiet', reason: 'call already notified' };
    return { action: 'notify', kind: 'voicemail', reason: 'voicemail left' };
  }
  if (ageMs > lateAfterMs) return { action: 'digest', kind: outcome, reason: 'known late' };
  return outcome === 'voicemail'
    ? { action: 'notify', kind: 'voicemail', reason: 'voicemail left' }
    : { action: 'hold', kind: 'missed', reason: 'call missed' };
}
