/**
 * How an extension that was called left the call: `missedCall` ("the call was missed by the party") and `status.reason`
 * (github ringcentral/ringcentral-api-docs docs/notifications/event-filters/extension-telephony-sessions.md for the words,
 * docs/voice/telephony-session-notifications.md for when they occur). That normal ends come without a reason is from captured
 * sequences (dibyenduroy/csn-data); which of them an unanswered one has is unconfirmed.
 */
import type { CallEvent } from '../../events/call-event.ts';
import { isObject, type JsonObject, own, textOf } from '../../events/json.ts';

/** Somebody else picked up: a colleague who saw it ring, or the agent to whom a queue gave it. */
const takenByColleague = new Set(['Pickup', 'AgentAnswered']);
/** The call went on elsewhere; of that, a subscription to this extension alone says nothing more. */
const elsewhere = new Set([
  'Supervising',
  'TakeOver',
  'BlindTransfer',
  'RccTransfer',
  'AttendedTransfer',
  'DtmfTransfer',
  'CallerInputRedirect',
  'CallRedirected',
  'CallFlip',
  'CallSwitch',
  'CallPark',
  'ParkLocation',
  'Conference',
]);

/** The event of an extension whose part in the call is over. @param code `Disconnected`, or `Gone` to another session. */
export function extensionEnd(base: CallEvent, code: string, party: JsonObject): CallEvent {
  const status = own(party, 'status');
  const reason = (isObject(status) ? textOf(own(status, 'reason')) : null) ?? '';
  if (takenByColleague.has(reason)) return { ...base, kind: 'answered', endedAt: null };
  // One phone's miss, which where the caller is seen waits for the other phones that ring.
  if (own(party, 'missedCall') === true) return { ...base, kind: 'missed', weak: true };
  const passedOn: CallEvent = { ...base, kind: 'passed-on', endedAt: null };
  if (code === 'Gone' || elsewhere.has(reason)) return passedOn;
  // Of a queue's call that this phone did not miss, an agent may have taken it.
  if (own(party, 'queueCall') === true && reason === '') return passedOn;
  return { ...base, kind: 'ended', weak: true };
}
