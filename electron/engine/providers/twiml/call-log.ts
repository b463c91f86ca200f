/**
 * Twilio's calls: `GET /2010-04-01/Accounts/{sid}/Calls.json` (github twilio/twilio-node src/rest/api/v2010/account/call.ts),
 * and SignalWire's, which are compatible (developer.signalwire.com/compatibility-api, List All Calls). A record's `sid` is
 * the webhooks' `CallSid`. Legs that `<Dial>` opened are records of their own and name their parent. Messages left are
 * not in the list.
 */

import { z } from 'zod';
import { type CallEvent, emptyEvent } from '../../events/call-event.ts';
import { type JsonObject, own, textOf } from '../../events/json.ts';
import { isoSeconds, paged } from '../common/call-log-pages.ts';
import { wholeSeconds } from '../common/values.ts';
import type { CallLog } from '../contract/call-log.ts';
import { VendorError } from '../contract/vendor-error.ts';
import type { ApiSource } from '../http-client/source-access.ts';
import type { TwimlAccount } from './api.ts';
import { directionOf, time } from './values.ts';

const pageSchema = z.object({
  calls: z.array(z.record(z.string(), z.unknown())),
  next_page_uri: z.string().nullish(),
});
const pageSize = '500';

const notAnswered = new Set(['no-answer', 'busy', 'canceled', 'failed']);

/** The call log of a vendor whose API is Twilio's, or compatible with it. */
export const twimlCallLog = (accountOf: (source: ApiSource) => TwimlAccount): CallLog => ({
  reachesBackMs: null,
  list({ from, to, cursor }, { source, signal, attempt }) {
    const { api, callsUrl } = accountOf(source);
    const first = new URL(callsUrl);
    first.searchParams.set('StartTime>', isoSeconds(from));
    first.searchParams.set('StartTime<', isoSeconds(to));
    first.searchParams.set('PageSize', pageSize);
    return paged(api.vendor, cursor, async (at) => {
      const { pathname: path, searchParams: query } =
        at === null ? first : sameList(api.vendor, at, callsUrl);
      const page = await attempt(() =>
        api.request({ method: 'GET', path, query, signal, schema: pageSchema }),
      );
      return { records: page.calls, next: page.next_page_uri || null };
    });
  },
  toEvents: twimlRecord,
});

/** The next page's address, which must stay within the list: the credentials go with it. @throws VendorError */
function sameList(vendor: string, next: string, callsUrl: URL): URL {
  const url = URL.canParse(next, callsUrl.href) ? new URL(next, callsUrl) : null;
  // SignalWire's pages are below /api/laml, which its own addresses include.
  if (!url || url.origin !== callsUrl.origin || !url.pathname.endsWith('/Calls.json'))
    throw new VendorError('failed', `${vendor} sent a next page that is not of this list.`);
  return url;
}

function twimlRecord(record: JsonObject): CallEvent[] {
  const text = (key: string) => textOf(own(record, key));
  const sid = text('sid');
  if (!sid) return [];
  const status = text('status') ?? '';
  const parent = text('parent_call_sid');
  const endedAt = time(text('end_time'));
  const isOver = status === 'completed' || notAnswered.has(status);
  if (parent) {
    if (!isOver && status !== 'in-progress') return [];
    const isMissed = notAnswered.has(status);
    // One phone of several that did not take the call; another leg that did outweighs it.
    return [
      { ...emptyEvent(parent), kind: isMissed ? 'missed' : 'answered', weak: isMissed, occurredAt: endedAt },
    ];
  }
  const direction = directionOf(text('direction'));
  const base: CallEvent = {
    ...emptyEvent(sid),
    direction,
    from: text('from'),
    to: text('to'),
    callerName: text('caller_name'),
    occurredAt: endedAt ?? time(text('start_time')),
    startedAt: time(text('start_time')),
    endedAt: isOver ? endedAt : null,
    durationSeconds: isOver ? wholeSeconds(text('duration')) : null,
  };
  if (notAnswered.has(status)) return [{ ...base, kind: direction === 'outbound' ? 'ended' : 'missed' }];
  // TwiML that answers with a menu or a greeting has "completed" as well.
  if (status === 'completed' || status === 'in-progress') return [{ ...base, kind: 'answered', weak: true }];
  return [{ ...base, kind: status === 'ringing' ? 'ringing' : 'started' }];
}
