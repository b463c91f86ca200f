/** Ringover's call and after-call events, with the token that holds the event. */
import { addressOf, bare, jwtOf, secondsBetween, unixSeconds } from '../common/simulation.ts';
import type { SimulatedCall, VendorEvent, VendorSimulator } from '../contract/simulator.ts';

type Step = readonly [resource: string, event: string, at: number, data: Readonly<Record<string, unknown>>];

function stepsOf({ kind, startedAt, answeredAt, endedAt }: SimulatedCall): Step[] {
  const ringing: Step = ['call', 'ringing', startedAt, {}];
  const talk = secondsBetween(answeredAt, endedAt);
  if (kind === 'missed') return [ringing, ['call', 'missed', endedAt, {}]];
  if (kind === 'voicemail')
    return [
      ringing,
      ['call', 'voicemail', answeredAt, {}],
      [
        'aftercall',
        'voicemail_available',
        endedAt,
        {
          voicemail_link: 'https://media.example.com/simulated-voicemail.mp3',
          voicemail_duration: `${talk}s`,
        },
      ],
    ];
  return [
    ringing,
    ['call', 'answered', answeredAt, {}],
    ['call', 'hangup', endedAt, { hangup_time: endedAt / 1000, duration_in_seconds: talk }],
  ];
}

function eventOf(call: SimulatedCall, [resource, event, at, more]: Step, index: number): VendorEvent {
  const body = JSON.stringify({
    resource,
    event,
    timestamp: unixSeconds(at),
    data: {
      id: call.uuid,
      call_id: '<call_id>',
      channel_id: String(call.number),
      start_time: call.startedAt / 1000,
      direction: 'inbound',
      from_number: bare(call.from),
      to_number: bare(call.to),
      user_id: 12345678,
      status: event,
      ...more,
    },
    // An integer above 2^53, which no number of JavaScript's holds.
  }).replace('"<call_id>"', `9${String(call.number).padStart(17, '0')}`);
  return { name: `${resource}.${event}`, id: `${call.uuid}-${index}`, at, body };
}

export const ringoverSimulator: VendorSimulator = {
  coversBody: true,
  events: (call) => stepsOf(call).map((step, index) => eventOf(call, step, index)),
  sign({ body }, { secret, publicUrl }) {
    if (secret === '') return { body, headers: { 'content-type': 'application/json' } };
    const claims = `{"url":${JSON.stringify(addressOf(publicUrl))},"payload":${body}}`;
    return {
      body,
      headers: {
        'content-type': 'application/json',
        'x-ringover-webhook-signature': jwtOf('HS512', secret, claims),
      },
    };
  },
};
