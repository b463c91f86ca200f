/** Zoom Phone's events of the called side, and the validation of the address before them. */
import { randomBytes } from 'node:crypto';
import { hmacOf, iso, secondsBetween, unixSeconds } from '../common/simulation.ts';
import type { SignedBody, SimulatedCall, SimulatedSource, VendorSimulator } from '../contract/simulator.ts';

type Step = readonly [event: string, at: number, object: Readonly<Record<string, unknown>>];

/** "2026-11-23T14:00:00Z" */
const zoomTime = (at: number): string => `${iso(at).slice(0, 19)}Z`;

function stepsOf(call: SimulatedCall): Step[] {
  const { kind, startedAt, answeredAt, endedAt } = call;
  const parties = {
    call_id: String(call.number),
    caller: { phone_number: call.from },
    callee: {
      phone_number: call.to,
      extension_number: '10800',
      extension_type: 'user',
      user_id: 'z8yCDSSQWSSWuQ',
    },
  };
  const ringing_start_time = zoomTime(startedAt);
  const ringing: Step = ['phone.callee_ringing', startedAt, { ...parties, ringing_start_time }];
  const missed: Step = [
    'phone.callee_missed',
    endedAt,
    { ...parties, ringing_start_time, call_end_time: zoomTime(endedAt) },
  ];
  if (kind === 'missed') return [ringing, missed];
  if (kind === 'voicemail')
    return [
      ringing,
      missed,
      [
        'phone.voicemail_received',
        endedAt,
        {
          id: call.uuid,
          call_id: String(call.number),
          caller_number: call.from,
          callee_number: call.to,
          date_time: zoomTime(endedAt),
          download_url: 'https://media.example.com/simulated-voicemail.mp3',
          duration: String(secondsBetween(answeredAt, endedAt)),
        },
      ],
    ];
  const answered = { ...parties, ringing_start_time, answer_start_time: zoomTime(answeredAt) };
  return [
    ringing,
    ['phone.callee_answered', answeredAt, answered],
    [
      'phone.callee_ended',
      endedAt,
      { ...answered, call_end_time: zoomTime(endedAt), handup_result: 'Call connected' },
    ],
  ];
}

function signed(body: string, { secret }: SimulatedSource, now: number): SignedBody {
  const timestamp = String(unixSeconds(now));
  return {
    body,
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'x-zm-request-timestamp': timestamp,
      'x-zm-signature': `v0=${hmacOf('sha256', secret, `v0:${timestamp}:${body}`, 'hex')}`,
    },
  };
}

export const zoomSimulator: VendorSimulator = {
  coversBody: true,
  events: (call) =>
    stepsOf(call).map(([event, at, object], index) => ({
      name: event,
      id: `${call.uuid}-${index}`,
      at,
      body: JSON.stringify({ event, event_ts: at, payload: { account_id: 'EPsjdhgffgHMA', object } }),
    })),
  sign: ({ body }, source, now) => signed(body, source, now),
  handshake: (source, now) => ({
    description: 'endpoint.url_validation',
    method: 'POST',
    ...signed(
      JSON.stringify({
        event: 'endpoint.url_validation',
        event_ts: now,
        payload: { plainToken: randomBytes(16).toString('base64url') },
      }),
      source,
      now,
    ),
  }),
};
