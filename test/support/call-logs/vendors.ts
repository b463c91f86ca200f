/** Six vendors' call logs as they document them, a few records a page, and the webhooks of the same missed calls. */
import type { ProviderId } from '#shared/providers/index.ts';
import type { ApiAnswer, ApiRequest } from './server.ts';

/** What happened, in no vendor's words. Times in milliseconds since the Unix epoch. */
export interface Happened {
  n: number;
  at: number;
  isMissed: boolean;
  from: string;
}

export interface PlayedVendor {
  provider: ProviderId;
  credentials: Record<string, string>;
  idOf(call: Happened): string;
  /** The API, once the calls are known. */
  api(calls: () => readonly Happened[]): (request: ApiRequest) => ApiAnswer;
  /** Bodies of the webhooks that tell of a missed call. */
  webhooks(call: Happened): readonly { contentType: string; body: string }[];
}

const ours = '+14155550100';
const perPage = 7;
const ringMs = 20_000;
const talkMs = 60_000;
const endOf = ({ at, isMissed }: Happened): number => at + (isMissed ? ringMs : talkMs);
const iso = (ms: number): string => new Date(ms).toISOString();
const seconds = (ms: number): number => Math.floor(ms / 1000);
const json = (value: object) => ({ contentType: 'application/json', body: JSON.stringify(value) });

const unauthorized: ApiAnswer = { status: 401, json: { message: 'Unauthorized' } };
const within = (calls: readonly Happened[], from: number, to: number): Happened[] =>
  calls.filter(({ at }) => at >= from && at <= to);
const slice = <T>(list: readonly T[], page: number) => ({
  items: list.slice((page - 1) * perPage, page * perPage),
  isLast: page * perPage >= list.length,
});
const basicOf = (user: string, password: string) =>
  `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;

const twilio: PlayedVendor = {
  provider: 'twilio',
  credentials: { accountSid: 'AC0123', authToken: 'twilio-token' },
  idOf: ({ n }) => `CA${String(n).padStart(32, '0')}`,
  api: (calls) => (request) => {
    if (request.headers.authorization !== basicOf('AC0123', 'twilio-token')) return unauthorized;
    const query = request.url.searchParams;
    const found = within(
      calls(),
      Date.parse(query.get('StartTime>') ?? ''),
      Date.parse(query.get('StartTime<') ?? ''),
    ).reverse();
    const page = Number(query.get('Page') ?? 0) + 1;
    const { items, isLast } = slice(found, page);
    const next = new URLSearchParams(query);
    next.set('Page', String(page));
    return {
      json: {
        calls: items.flatMap((call) => {
          const times = {
            start_time: new Date(call.at).toUTCString(),
            end_time: new Date(endOf(call)).toUTCString(),
          };
          const parent = {
            sid: twilio.idOf(call),
            direction: 'inbound',
            status: call.isMissed ? 'no-answer' : 'completed',
            from: call.from,
            to: ours,
            duration: call.isMissed ? '0' : '60',
            parent_call_sid: null,
            ...times,
          };
          const leg = {
            ...parent,
            sid: `${parent.sid}1`,
            parent_call_sid: parent.sid,
            direction: 'outbound-dial',
          };
          return call.isMissed ? [parent] : [leg, parent];
        }),
        next_page_uri: isLast ? null : `/2010-04-01/Accounts/AC0123/Calls.json?${next}`,
      },
    };
  },
  webhooks: (call) => [
    {
      contentType: 'application/x-www-form-urlencoded',
      body: new URLSearchParams({
        CallSid: twilio.idOf(call),
        CallStatus: 'no-answer',
        Direction: 'inbound',
        From: call.from,
        To: ours,
        Timestamp: new Date(endOf(call)).toUTCString(),
      }).toString(),
    },
  ],
};

const ringcentral: PlayedVendor = {
  provider: 'ringcentral',
  credentials: { clientId: 'client', clientSecret: 'secret', jwt: 'jwt' },
  idOf: ({ n }) => `s-a0d17dfdc30eaz${n}`,
  api: (calls) => (request) => {
    if (request.url.pathname === '/restapi/oauth/token')
      return request.headers.authorization === basicOf('client', 'secret')
        ? { json: { access_token: 'rc-token', expires_in: 3600 } }
        : { status: 400, json: { error: 'invalid_client' } };
    if (request.headers.authorization !== 'Bearer rc-token') return unauthorized;
    const query = request.url.searchParams;
    const page = Number(query.get('page'));
    const found = within(
      calls(),
      Date.parse(query.get('dateFrom') ?? ''),
      Date.parse(query.get('dateTo') ?? ''),
    ).reverse();
    const { items, isLast } = slice(found, page);
    return {
      json: {
        records: items.map((call) => ({
          id: `log-${call.n}`,
          telephonySessionId: ringcentral.idOf(call),
          startTime: iso(call.at),
          duration: seconds(endOf(call) - call.at),
          type: 'Voice',
          direction: 'Inbound',
          action: 'Phone Call',
          result: call.isMissed ? 'Missed' : 'Accepted',
          from: { phoneNumber: call.from },
          to: { phoneNumber: ours },
        })),
        navigation: isLast ? {} : { nextPage: { uri: 'https://elsewhere.example/' } },
      },
    };
  },
  webhooks: (call) => [
    json({
      uuid: `90000000000000${call.n}`,
      event: '/restapi/v1.0/account/1/telephony/sessions',
      body: {
        telephonySessionId: ringcentral.idOf(call),
        eventTime: iso(endOf(call)),
        parties: [
          {
            extensionId: '101',
            direction: 'Inbound',
            missedCall: true,
            status: { code: 'Disconnected' },
            from: { phoneNumber: call.from },
            to: { phoneNumber: ours },
          },
        ],
      },
    }),
  ],
};

const aircallCall = (call: Happened) => ({
  id: 812_000_000 + call.n,
  direction: 'inbound',
  status: 'done',
  missed_call_reason: call.isMissed ? 'no_available_agent' : null,
  started_at: seconds(call.at),
  answered_at: call.isMissed ? null : seconds(call.at) + 5,
  ended_at: seconds(endOf(call)),
  duration: seconds(endOf(call) - call.at),
  raw_digits: call.from,
  voicemail: null,
  number: { digits: ours },
});
const aircall: PlayedVendor = {
  provider: 'aircall',
  credentials: { apiId: 'id', apiToken: 'token' },
  idOf: (call) => String(aircallCall(call).id),
  api: (calls) => (request) => {
    if (request.headers.authorization !== basicOf('id', 'token')) return unauthorized;
    const query = request.url.searchParams;
    const page = Number(query.get('page'));
    const found = within(calls(), Number(query.get('from')) * 1000, Number(query.get('to')) * 1000);
    const { items, isLast } = slice(found, page);
    return {
      json: {
        meta: { total: found.length, next_page_link: isLast ? null : 'https://elsewhere.example/' },
        calls: items.map(aircallCall),
      },
    };
  },
  webhooks: (call) => [
    json({ event: 'call.ended', timestamp: seconds(endOf(call)), data: aircallCall(call) }),
  ],
};

const dialpadCall = (call: Happened) => ({
  call_id: 5_200_000_000_000_000 + call.n,
  direction: 'inbound',
  external_number: call.from,
  internal_number: ours,
  date_started: call.at,
  date_connected: call.isMissed ? null : call.at + 5000,
  date_ended: endOf(call),
  duration: call.isMissed ? 0 : endOf(call) - call.at - 5000,
  target: { type: 'user' },
});
const dialpad: PlayedVendor = {
  provider: 'dialpad',
  credentials: { apiKey: 'dialpad-key' },
  idOf: (call) => String(dialpadCall(call).call_id),
  api: (calls) => (request) => {
    if (request.headers.authorization !== 'Bearer dialpad-key') return unauthorized;
    const query = request.url.searchParams;
    const found = within(
      calls(),
      Number(query.get('started_after')),
      Number(query.get('started_before')),
    ).reverse();
    const page =
      Number(query.get('cursor') ?? 'c1'.slice(1)) || Number((query.get('cursor') ?? 'c1').slice(1));
    const { items, isLast } = slice(found, page);
    return {
      json: {
        items: items.map((call) => ({ ...dialpadCall(call), state: 'hangup' })),
        cursor: isLast ? null : `c${page + 1}`,
      },
    };
  },
  webhooks: (call) => [json({ ...dialpadCall(call), state: 'missed', event_timestamp: endOf(call) })],
};

const zoom: PlayedVendor = {
  provider: 'zoom',
  credentials: { accountId: 'account', clientId: 'client', clientSecret: 'secret' },
  idOf: ({ n }) => String(7_300_000_000_000_000_000n + BigInt(n)),
  api: (calls) => (request) => {
    if (request.url.pathname === '/oauth/token')
      return request.headers.authorization === basicOf('client', 'secret') &&
        request.url.searchParams.get('account_id') === 'account'
        ? { json: { access_token: 'zoom-token', expires_in: 3600 } }
        : { status: 400, json: { reason: 'Invalid client_id or client_secret' } };
    if (request.headers.authorization !== 'Bearer zoom-token') return unauthorized;
    const query = request.url.searchParams;
    const found = within(
      calls(),
      Date.parse(query.get('from') ?? ''),
      Date.parse(query.get('to') ?? ''),
    ).reverse();
    const page = Number((query.get('next_page_token') ?? 't1').slice(1));
    const { items, isLast } = slice(found, page);
    return {
      json: {
        next_page_token: isLast ? '' : `t${page + 1}`,
        call_history: items.map((call) => ({
          call_history_uuid: `uuid-${call.n}`,
          call_id: zoom.idOf(call),
          direction: 'inbound',
          call_result: call.isMissed ? 'no_answer' : 'answered',
          caller_did_number: call.from,
          callee_did_number: ours,
          callee_ext_type: 'user',
          start_time: iso(call.at),
          end_time: iso(endOf(call)),
          duration: seconds(endOf(call) - call.at),
        })),
      },
    };
  },
  webhooks: (call) => [
    json({
      event: 'phone.callee_missed',
      event_ts: endOf(call),
      payload: {
        object: {
          call_id: zoom.idOf(call),
          caller: { phone_number: call.from },
          callee: { phone_number: ours, extension_type: 'user' },
          ringing_start_time: iso(call.at),
          call_end_time: iso(endOf(call)),
        },
      },
    }),
  ],
};

/** Its log has an entry for each event. */
function telnyxEvents(call: Happened) {
  const ids = { call_session_id: telnyx.idOf(call), call_leg_id: `leg-${call.n}` };
  const event = (name: string, at: number, payload: object = {}) => ({
    name,
    at,
    payload: { ...ids, from: call.from, to: ours, ...payload },
  });
  const begin = event('call.initiated', call.at, { direction: 'incoming', start_time: iso(call.at) });
  const end = (cause: string) =>
    event('call.hangup', endOf(call), { hangup_cause: cause, end_time: iso(endOf(call)) });
  return call.isMissed
    ? [begin, end('timeout')]
    : [
        begin,
        event('call.answered', call.at + 5000),
        event('call.bridged', call.at + 5001),
        end('normal_clearing'),
      ];
}
const telnyx: PlayedVendor = {
  provider: 'telnyx',
  credentials: { apiKey: 'KEY0123' },
  idOf: ({ n }) => `session-${n}`,
  api: (calls) => (request) => {
    if (request.headers.authorization !== 'Bearer KEY0123') return unauthorized;
    const query = request.url.searchParams;
    const from = Date.parse(query.get('filter[occurred_at][gte]') ?? '');
    const page = Number(query.get('page[number]'));
    const events = calls()
      .flatMap(telnyxEvents)
      .filter(({ at }) => at >= from)
      .sort((a, b) => a.at - b.at);
    return {
      json: {
        data: slice(events, page).items.map(({ name, at, payload }) => ({
          record_type: 'call_event',
          type: 'webhook',
          name,
          event_timestamp: iso(at),
          call_session_id: payload.call_session_id,
          call_leg_id: payload.call_leg_id,
          metadata: payload,
        })),
        meta: { page_number: page, total_pages: Math.ceil(events.length / perPage) },
      },
    };
  },
  webhooks: (call) =>
    telnyxEvents(call).map(({ name, at, payload }) =>
      json({ data: { id: `${call.n}-${name}`, event_type: name, occurred_at: iso(at), payload } }),
    ),
};

export const playedVendors = [twilio, ringcentral, aircall, dialpad, zoom, telnyx] as const;
