/** Aircall's call events: each brings the whole call, and the webhook's token in its body. */
import { secondsBetween, unixSeconds } from '../common/simulation.ts';
import type { SimulatedCall, VendorSimulator } from '../contract/simulator.ts';

type Step = readonly [name: string, at: number, data: Readonly<Record<string, unknown>>];

function stepsOf({ kind, startedAt, answeredAt, endedAt }: SimulatedCall): Step[] {
  const created: Step = ['call.created', startedAt, { status: 'initial' }];
  const done = {
    status: 'done',
    ended_at: unixSeconds(endedAt),
    duration: secondsBetween(startedAt, endedAt),
  };
  const missed = { ...done, missed_call_reason: 'agents_did_not_answer' };
  if (kind === 'missed') return [created, ['call.hungup', endedAt, missed], ['call.ended', endedAt, missed]];
  if (kind === 'voicemail')
    return [
      created,
      ['call.hungup', endedAt, missed],
      [
        'call.voicemail_left',
        endedAt,
        { ...missed, voicemail: 'https://media.example.com/simulated-voicemail.mp3' },
      ],
    ];
  const answered = { answered_at: unixSeconds(answeredAt) };
  return [
    created,
    ['call.answered', answeredAt, { ...answered, status: 'answered' }],
    ['call.ended', endedAt, { ...done, ...answered }],
  ];
}

/** +1 415-555-0123 */
const spaced = (number: string): string => number.replace(/^\+1(\d{3})(\d{3})(\d{4})$/, '+1 $1-$2-$3');

export const aircallSimulator: VendorSimulator = {
  coversBody: false,
  events: (call) =>
    stepsOf(call).map(([event, at, more], index) => ({
      name: event,
      id: `${call.uuid}-${index}`,
      at,
      body: JSON.stringify({
        resource: 'call',
        event,
        timestamp: unixSeconds(at),
        data: {
          id: call.number,
          direct_link: `https://api.example.com/v1/calls/${call.number}`,
          direction: 'inbound',
          missed_call_reason: null,
          started_at: unixSeconds(call.startedAt),
          answered_at: null,
          ended_at: null,
          duration: 0,
          cost: '0.0',
          voicemail: null,
          recording: null,
          raw_digits: spaced(call.from),
          number: { id: 397375, name: 'Main line', digits: spaced(call.to), country: 'US' },
          archived: false,
          comments: [],
          tags: [],
          ...more,
        },
      }),
    })),
  sign: ({ body }, { secret }) => ({
    body: JSON.stringify({ ...(JSON.parse(body) as object), token: secret }),
    headers: { 'content-type': 'application/json' },
  }),
};
