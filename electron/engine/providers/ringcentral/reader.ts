/**
 * RingCentral's notifications: telephony sessions (github ringcentral/ringcentral-api-docs
 * docs/notifications/event-filters/account-telephony-sessions.md; a captured sequence in dibyenduroy/csn-data) and voicemail
 * messages (docs/notifications/event-filters/voicemail-message.md). `uuid` is the event's ID, a decimal above 2^53.
 */

import { type CallEvent, emptyEvent } from '../../events/call-event.ts';
import type { EventReader } from '../../events/delivery.ts';
import { derivedId, isObject, type JsonObject, own, parseJsonObject, textOf } from '../../events/json.ts';
import { directionOf, instant, wholeSeconds } from '../common/values.ts';
import { nameOf, numberOf } from './party.ts';
import { sessionEvents } from './session.ts';

export const ringCentralReader: EventReader = {
  identify(delivery) {
    const event = notification(parseJsonObject(delivery.body));
    return {
      eventId: textOf(own(event, 'uuid')) ?? derivedId(event, delivery.body),
      eventType: subjectOf(event),
    };
  },
  read(delivery) {
    const event = notification(parseJsonObject(delivery.body));
    const body = own(event, 'body');
    if (!isObject(body)) return [];
    if (Array.isArray(own(body, 'parties'))) return sessionEvents(body);
    return subjectOf(event) === 'voicemail' ? voicemail(body, instant(own(event, 'timestamp'))) : [];
  },
};

/** Published samples of mobile apps' notifications wrap the whole in `pn_apns`. */
function notification(root: JsonObject): JsonObject {
  const wrapped = own(root, 'pn_apns');
  return isObject(wrapped) && own(root, 'body') === undefined ? wrapped : root;
}

/** What of the account changed: the event filter's end, e.g. `telephony/sessions` or `voicemail`. */
const subjectOf = (event: JsonObject): string | null =>
  /([a-z-]+(?:\/sessions)?)(?:\?.*)?$/.exec(textOf(own(event, 'event')) ?? '')?.[1] ?? null;

/** A message left. No documented one names its session; should one, that is its call. */
function voicemail(message: JsonObject, occurredAt: number | null): CallEvent[] {
  const sessionId = textOf(own(message, 'telephonySessionId'));
  const id = sessionId ?? textOf(own(message, 'id'));
  if (!id) return [];
  const to = own(message, 'to');
  const attachments = own(message, 'attachments');
  const audio = (Array.isArray(attachments) ? attachments : [])
    .filter(isObject)
    .find((attachment) => own(attachment, 'type') === 'AudioRecording');
  const seconds = audio ? wholeSeconds(own(audio, 'vmDuration')) : null;
  return [
    {
      ...emptyEvent(id),
      ...(sessionId === null ? { isMessageId: true } : {}),
      kind: 'voicemail',
      direction: directionOf(own(message, 'direction')) ?? 'inbound',
      from: numberOf(own(message, 'from')),
      to: numberOf(Array.isArray(to) ? to[0] : to),
      callerName: nameOf(own(message, 'from')),
      occurredAt,
      startedAt: instant(own(message, 'creationTime')),
      durationSeconds: seconds,
      // The transcript is an attachment as well; its text, as the audio, is only given to who is signed in.
      voicemail: {
        recordingUrl: audio ? textOf(own(audio, 'uri')) : null,
        transcript: null,
        durationSeconds: seconds,
      },
    },
  ];
}
