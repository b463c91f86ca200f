/**
 * RingCentral's call log of the signed-in user's extension: `GET /restapi/v1.0/account/~/extension/~/call-log` (github
 * ringcentral/ringcentral-api-docs docs/voice/call-log/api.md; a call is listed about 30 s after its end). A record's
 * `telephonySessionId` is the webhooks' own. It is in the "Heavy" group of rate limits. The words of `result` beyond
 * Accepted, Missed and Voicemail are from the vendor's reference as others quote it (unconfirmed); an extension's log may
 * call a call missed that a colleague took, which the account's webhooks outweigh.
 */

import { z } from 'zod';
import { type CallEvent, emptyEvent } from '../../events/call-event.ts';
import { isObject, type JsonObject, own, textOf } from '../../events/json.ts';
import { paged, pageNumber } from '../common/call-log-pages.ts';
import { directionOf, instant, wholeSeconds } from '../common/values.ts';
import type { CallLog } from '../contract/call-log.ts';
import { ringCentralApi } from './api.ts';
import { nameOf, numberOf } from './party.ts';

const path = '/restapi/v1.0/account/~/extension/~/call-log';
const perPage = '250';

const pageSchema = z.object({
  records: z.array(z.record(z.string(), z.unknown())),
  navigation: z.object({ nextPage: z.unknown().optional() }).optional(),
});

const answered = new Set(['accepted', 'call connected', 'answered']);
const missed = new Set([
  'missed',
  'no answer',
  'busy',
  'rejected',
  'declined',
  'abandoned',
  'hang up',
  'not accepted',
  'voicemail',
]);

export const ringCentralCallLog: CallLog = {
  reachesBackMs: null,
  list({ from, to, cursor }, { source, signal, attempt }) {
    const api = ringCentralApi(source);
    return paged(api.vendor, cursor, async (at) => {
      const page = pageNumber(at);
      const query = {
        dateFrom: new Date(from).toISOString(),
        dateTo: new Date(to).toISOString(),
        type: 'Voice',
        view: 'Simple',
        perPage,
        page: String(page),
      };
      const { records, navigation } = await attempt(() =>
        api.request({ method: 'GET', path, query, signal, schema: pageSchema }),
      );
      // The link itself is not followed: the token is for this server.
      return { records, next: navigation?.nextPage ? String(page + 1) : null };
    });
  },
  toEvents,
};

function toEvents(record: JsonObject): CallEvent[] {
  const text = (key: string) => textOf(own(record, key));
  const id = text('telephonySessionId');
  if (!id || (text('type') ?? 'Voice') !== 'Voice') return [];
  const direction = directionOf(own(record, 'direction'));
  const startedAt = instant(own(record, 'startTime'));
  const seconds = wholeSeconds(own(record, 'duration'));
  const endedAt = startedAt === null || seconds === null ? null : startedAt + seconds * 1000;
  const base: CallEvent = {
    ...emptyEvent(id),
    direction,
    from: numberOf(own(record, 'from')),
    to: numberOf(own(record, 'to')),
    callerName: direction === 'outbound' ? null : nameOf(own(record, 'from')),
    occurredAt: endedAt ?? startedAt,
    startedAt,
    endedAt,
  };
  const result = text('result')?.toLowerCase() ?? '';
  if (answered.has(result)) return [{ ...base, kind: 'answered', durationSeconds: seconds }];
  const message = own(record, 'message');
  if (direction !== 'outbound' && isObject(message) && own(message, 'type') === 'VoiceMail') {
    const messageId = textOf(own(message, 'id'));
    return [
      {
        ...base,
        ...(messageId === null ? {} : { messageId }),
        kind: 'voicemail',
        weak: true,
        voicemail: { recordingUrl: textOf(own(message, 'uri')), transcript: null, durationSeconds: null },
      },
    ];
  }
  if (direction === 'inbound' && missed.has(result)) return [{ ...base, kind: 'missed' }];
  return [{ ...base, kind: direction === 'outbound' ? 'ended' : 'info' }];
}
