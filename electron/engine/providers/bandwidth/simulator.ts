/** Bandwidth's voice callbacks; credentials are shown only after the address has asked for them. */
import { iso } from '../common/simulation.ts';
import type { SimulatedCall, VendorSimulator } from '../contract/simulator.ts';

type Step = readonly [eventType: string, at: number, fields: Readonly<Record<string, unknown>>];

function stepsOf(call: SimulatedCall): Step[] {
  const { kind, uuid, startedAt, answeredAt, endedAt } = call;
  const startTime = iso(startedAt);
  const answerTime = iso(answeredAt);
  const initiate: Step = ['initiate', startedAt, { startTime }];
  const end = { startTime, endTime: iso(endedAt) };
  if (kind === 'missed') return [initiate, ['disconnect', endedAt, { ...end, cause: 'cancel' }]];
  const disconnect: Step = ['disconnect', endedAt, { ...end, answerTime, cause: 'hangup' }];
  if (kind === 'voicemail')
    return [
      initiate,
      disconnect,
      [
        'recordingAvailable',
        endedAt,
        {
          recordingId: `r-${uuid}`,
          channels: 1,
          startTime: answerTime,
          endTime: iso(endedAt),
          duration: `PT${(endedAt - answeredAt) / 1000}S`,
          fileFormat: 'wav',
          mediaUrl: `https://voice.example.com/calls/c-${uuid}/recordings/r-${uuid}/media`,
          status: 'complete',
        },
      ],
    ];
  return [
    initiate,
    [
      'transferAnswer',
      answeredAt,
      { startTime, answerTime, transferCallerId: call.from, transferTo: '+14155550199' },
    ],
    disconnect,
  ];
}

export const bandwidthSimulator: VendorSimulator = {
  coversBody: false,
  otherSecret: 'simulator:another password',
  credentialHeaders: ['authorization'],
  events: (call) =>
    stepsOf(call).map(([eventType, at, fields], index) => ({
      name: eventType,
      id: `${call.uuid}-${index}`,
      at,
      body: JSON.stringify({
        eventType,
        eventTime: iso(at),
        accountId: '55555555',
        applicationId: '7fc9698a-b04a-468b-9e8f-91238c0d0086',
        from: call.from,
        to: call.to,
        direction: 'inbound',
        callId: `c-${call.uuid}`,
        callUrl: `https://voice.example.com/api/v2/accounts/55555555/calls/c-${call.uuid}`,
        ...fields,
      }),
    })),
  sign: ({ body }, { secret }) => ({
    body,
    headers: {
      'content-type': 'application/json',
      authorization: `Basic ${Buffer.from(secret).toString('base64')}`,
    },
  }),
};
