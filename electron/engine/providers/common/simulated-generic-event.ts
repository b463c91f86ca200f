/** The generic event, which senders of several schemes carry. */

import type { SimulatedCall, VendorEvent } from '../contract/simulator.ts';
import { iso, secondsBetween } from './simulation.ts';

/** Type, moment and what only that event says. */
type Step = readonly [type: string, at: number, more: Readonly<Record<string, unknown>>];

/** @param body of the event's ID, type, time and data; the generic event itself where it is left out. */
export function genericEvents(
  call: SimulatedCall,
  body: (id: string, type: string, time: string, data: object) => string = (id, type, timestamp, data) =>
    JSON.stringify({ id, type, timestamp, data }),
): VendorEvent[] {
  const data = {
    callId: call.uuid,
    direction: 'inbound',
    from: call.from,
    to: call.to,
    startedAt: iso(call.startedAt),
  };
  return stepsOf(call).map(([type, at, more], index) => {
    const id = `evt_${call.uuid}_${index}`;
    return { name: type, id, at, body: body(id, type, iso(at), { ...data, ...more }) };
  });
}

function stepsOf({ kind, startedAt, answeredAt, endedAt }: SimulatedCall): Step[] {
  const over = { endedAt: iso(endedAt) };
  const ringing: Step = ['call.ringing', startedAt, {}];
  if (kind === 'missed') return [ringing, ['call.missed', endedAt, { ...over, durationSeconds: 0 }]];
  if (kind === 'voicemail')
    return [
      ringing,
      ['call.missed', answeredAt, {}],
      [
        'call.voicemail',
        endedAt,
        {
          ...over,
          durationSeconds: secondsBetween(answeredAt, endedAt),
          recordingUrl: 'https://media.example.com/simulated-voicemail.mp3',
          transcript: 'A simulated message.',
        },
      ],
    ];
  const answered = { answeredAt: iso(answeredAt) };
  return [
    ringing,
    ['call.answered', answeredAt, answered],
    [
      'call.ended',
      endedAt,
      { ...answered, ...over, status: 'completed', durationSeconds: secondsBetween(answeredAt, endedAt) },
    ],
  ];
}
