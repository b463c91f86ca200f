/** Sinch Voice callbacks, version 1, with an application's signature. */
import { createHash } from 'node:crypto';
import { hmacOf, iso, secondsBetween } from '../common/simulation.ts';
import type { SimulatedCall, SimulatedSource, VendorSimulator } from '../contract/simulator.ts';

const contentType = 'application/json; charset=utf-8';

type Step = readonly [event: string, at: number, fields: Readonly<Record<string, unknown>>];

function stepsOf(call: SimulatedCall): Step[] {
  const { kind, startedAt, answeredAt, endedAt } = call;
  const ice: Step = [
    'ice',
    startedAt,
    {
      cli: call.from,
      to: { type: 'did', endpoint: call.to },
      domain: 'pstn',
      originationType: 'PSTN',
      rdnis: '',
    },
  ];
  const dice = (result: string, reason: string, duration: number): Step => [
    'dice',
    endedAt,
    { from: call.from, to: { type: 'did', endpoint: call.to }, result, reason, duration },
  ];
  const talk = secondsBetween(answeredAt, endedAt);
  if (kind === 'missed') return [ice, dice('NOANSWER', 'TIMEOUT', 0)];
  if (kind === 'answered') return [ice, ['ace', answeredAt, {}], dice('ANSWERED', 'CALLERHANGUP', talk)];
  return [
    ice,
    [
      'notify',
      endedAt,
      {
        type: 'recording_available',
        destination: 'https://media.example.com/simulated-voicemail.mp3',
      },
    ],
    dice('NOANSWER', 'CALLERHANGUP', 0),
  ];
}

function signatureOf(body: string, time: string, { secret, publicUrl }: SimulatedSource): string {
  const md5 = createHash('md5').update(body).digest('base64');
  const signed = `POST\n${md5}\n${contentType}\nx-timestamp:${time}\n${new URL(publicUrl).pathname}`;
  return hmacOf('sha256', Buffer.from(secret, 'base64'), signed, 'base64');
}

const applicationKeyOf = ({ options }: SimulatedSource): string => String(options.applicationKey ?? '');

export const sinchSimulator: VendorSimulator = {
  coversBody: true,
  events: (call, source) =>
    stepsOf(call).map(([event, at, fields], index) => ({
      name: event,
      id: `${call.uuid}-${index}`,
      at,
      body: JSON.stringify({
        event,
        callid: call.uuid,
        timestamp: `${iso(at).slice(0, 19)}Z`,
        version: 1,
        applicationKey: applicationKeyOf(source),
        ...fields,
      }),
    })),
  sign({ body }, source, now) {
    const time = iso(now);
    return {
      body,
      headers: {
        'content-type': contentType,
        'x-timestamp': time,
        authorization: `Application ${applicationKeyOf(source)}:${signatureOf(body, time, source)}`,
      },
    };
  },
};
