/**
 * Requests to the `callbackUrl` of a `<Dial>`, which tell of each phone that was dialled: `DialAction` `answer`, `connected`,
 * `digits` or `hangup`, the leg as `DialBLegUUID`, and at its end the duration and the cause
 * (docs.plivo.com/docs/voice/xml/dial). Without an `action` URL nothing else tells whether it was answered: the caller's own
 * call is `completed` either way. The causes are FreeSWITCH's words; which of them occur is unconfirmed.
 */
import type { CallEvent } from '../../events/call-event.ts';
import { wholeSeconds } from '../common/values.ts';

const notTaken = new Set([
  'NO_ANSWER',
  'NO_USER_RESPONSE',
  'USER_BUSY',
  'CALL_REJECTED',
  'ORIGINATOR_CANCEL',
  'LOSE_RACE',
  'SUBSCRIBER_ABSENT',
  'USER_NOT_REGISTERED',
  'UNALLOCATED_NUMBER',
  'INVALID_NUMBER_FORMAT',
  'DESTINATION_OUT_OF_ORDER',
  'RECOVERY_ON_TIMER_EXPIRE',
  'PROGRESS_TIMEOUT',
  'ALLOTTED_TIMEOUT',
]);

/** What the callback says of the caller's call. @param base of that call. */
export function dialledLeg(field: (name: string) => string | null, base: CallEvent): CallEvent {
  // It is about the phone that was dialled: whatever direction it has, the call keeps its own.
  const leg: CallEvent = {
    ...base,
    direction: null,
    leg: field('DialBLegUUID') ?? `${base.providerCallId}/dial`,
    startedAt: null,
    endedAt: null,
  };
  switch (field('DialAction')) {
    case 'answer':
    case 'connected':
      return { ...leg, kind: 'answered' };
    case 'hangup': {
      const talked = wholeSeconds(field('DialBLegBillDuration') ?? field('DialBLegDuration'));
      const cause = field('DialBLegHangupCause')?.toUpperCase() ?? '';
      if (notTaken.has(cause) || talked === 0) return { ...leg, kind: 'missed', weak: true };
      return cause === 'NORMAL_CLEARING' && talked !== null ? { ...leg, kind: 'answered' } : leg;
    }
    default:
      return leg;
  }
}
