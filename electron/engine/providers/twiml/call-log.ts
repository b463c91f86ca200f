/**
 * Twilio's calls: `GET /2010-04-01/Accounts/{sid}/Calls.json` (github twilio/twilio-node src/rest/api/v2010/account/call.ts),
 * and SignalWire's, which are compatible (developer.signalwire.com/compatibility-api, List All Calls). A record's `sid` is
 * the webhooks' `CallSid`. Legs that `<Dial>` opened are records of their own and name their parent. Messages left are
 * not in the list.
 */

import { z } from 'zod';
import { type CallEvent, emptyEvent } from '../../events/call-event.ts';
import { type JsonObject, own, textOf } from '../../events/json.ts';
import { wholeSeconds } from '../common/values.ts';
import { type CallLog, type CallLogAccess, checked, isoSeconds, paged } from '../contract/call-log.ts';
import { basic } from '../http-client/authorization.ts';
import { apiBaseUrl } from '../http-client/base-url.ts';
import { VendorError, vendorRequest } from '../http-client/request.ts';
import { directionOf, time } from './values.ts';

const pageSchema = z.object({
  calls: z.array(z.record(z.string(), z.unknown())),
  next_page_uri: z.string().nullish(),
});
const pageSize = '500';

const notAnswered = new Set(['no-answer', 'busy', 'canceled', 'failed']);

export interface CallLogDialect {
  vendor: string;
  /** Of the vendor's own server, without a slash at its end. */
  base(credentials: CallLogAccess['source']['credentials']): string;
  login(credentials: CallLogAccess['source']['credentials']): { account: string; token: string };
}

/** The call log of a vendor whose API is Twilio's, or compatible with it. */
export const twimlCallLog = ({ vendor, base, login }: CallLogDialect): CallLog => ({
  vendor,
  reachesBackMs: null,
  list({ from, to, cursor }, { source, signal, attempt }) {
    const { account, token } = login(source.credentials);
    const server = apiBaseUrl(source, base(source.credentials));
    const root = new URL(`${server}/2010-04-01/Accounts/${encodeURIComponent(account)}/Calls.json`);
    const first = new URL(root);
    first.searchParams.set('StartTime>', isoSeconds(from));
    first.searchParams.set('StartTime<', isoSeconds(to));
    first.searchParams.set('PageSize', pageSize);
    return paged(vendor, cursor, async (at) => {
      const url = at === null ? first : sameList(vendor, at, root);
      const answer = await attempt(() =>
        vendorRequest({ vendor, method: 'GET', url: url.href, headers: basic(account, token), signal }),
      );
      const page = checked(vendor, pageSchema, answer);
      return { records: page.calls, next: page.next_page_uri || null };
    });
  },
  toEvents: twimlRecord,
});

/** The next page's address, which must stay within the list: the credentials go with it. @throws VendorError */
function sameList(vendor: string, next: string, root: URL): URL {
  const url = URL.canParse(next, root.href) ? new URL(next, root) : null;
  // SignalWire's pages are below /api/laml, which its own addresses include.
  if (!url || url.origin !== root.origin || !url.pathname.endsWith('/Calls.json'))
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
