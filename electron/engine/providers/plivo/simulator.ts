/** Plivo's hang-up and recording callbacks, signed with version 3. */
import { randomBytes } from 'node:crypto';
import { addressOf, bare, formOf, hmacOf, iso, secondsBetween } from '../common/simulation.ts';
import type { SimulatedCall, VendorSimulator } from '../contract/simulator.ts';

/** "2026-11-23 14:00:00", in UTC. */
const plivoTime = (at: number): string => iso(at).slice(0, 19).replace('T', ' ');

type Step = { at: number } & Record<string, string | number>;

function stepsOf({ kind, uuid, startedAt, answeredAt, endedAt }: SimulatedCall): Step[] {
  const StartTime = plivoTime(startedAt);
  const EndTime = plivoTime(endedAt);
  const talk = secondsBetween(answeredAt, endedAt);
  const ringing = { at: startedAt, CallStatus: 'ringing', Event: 'StartApp', StartTime };
  const hangup = { at: endedAt, Event: 'Hangup', StartTime, EndTime };
  if (kind === 'missed')
    return [ringing, { ...hangup, CallStatus: 'no-answer', Duration: 0, BillDuration: 0 }];
  const completed = {
    ...hangup,
    CallStatus: 'completed',
    AnswerTime: plivoTime(answeredAt),
    Duration: talk,
    BillDuration: 60,
  };
  if (kind === 'voicemail')
    return [
      ringing,
      {
        at: endedAt,
        RecordUrl: 'https://media.example.com/simulated-voicemail.mp3',
        RecordingID: uuid,
        RecordingDuration: talk,
      },
      completed,
    ];
  return [
    ringing,
    { at: answeredAt, DialAction: 'answer', DialBLegUUID: uuid, DialBLegStatus: 'answer' },
    completed,
  ];
}

export const plivoSimulator: VendorSimulator = {
  coversBody: true,
  events: (call) =>
    stepsOf(call).map(({ at, ...fields }, index) => {
      const parameters = {
        CallUUID: call.uuid,
        Direction: 'inbound',
        From: bare(call.from),
        To: bare(call.to),
      };
      const own = Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, String(value)]));
      const name = own.RecordUrl ? 'record' : (own.DialAction ?? own.CallStatus ?? '');
      return { name, id: `${call.uuid}-${index}`, at, body: formOf({ ...parameters, ...own }) };
    }),
  sign({ body }, { secret, publicUrl }) {
    const nonce = randomBytes(12).toString('hex');
    const [address = '', query = ''] = addressOf(publicUrl).split('?', 2);
    const sorted = (text: string, between: string) =>
      [...new URLSearchParams(text)]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([name, value]) => name + between + value);
    const withQuery = query === '' ? `${address}?` : `${address}?${sorted(query, '=').join('&')}.`;
    const signed = `${withQuery}${sorted(body, '').join('')}.${nonce}`;
    return {
      body,
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        'x-plivo-signature-v3': hmacOf('sha256', secret, signed, 'base64'),
        'x-plivo-signature-v3-nonce': nonce,
      },
    };
  },
};
