/** Quo: events of the 2026-03-30 API where the secret is a `whsec_` one, else those of the older API with their signature. */
import { hmacOf, iso, secondsBetween, signStandardWebhook } from '../common/simulation.ts';
import type { SimulatedCall, SimulatedSource, VendorEvent, VendorSimulator } from '../contract/simulator.ts';

const isNewer = ({ secret }: SimulatedSource): boolean => secret.startsWith('whsec_');
const recording = 'https://media.example.com/simulated-voicemail.mp3';

type Step = readonly [type: string, at: number, fields: Readonly<Record<string, unknown>>];

function newerSteps({ kind, uuid, startedAt, answeredAt, endedAt }: SimulatedCall): Step[] {
  const call = { id: `AC${uuid}`, direction: 'incoming', createdAt: iso(startedAt) };
  const ringing: Step = ['call.ringing', startedAt, { ...call, status: 'ringing' }];
  const missed: Step = [
    'call.missed',
    endedAt,
    { ...call, status: 'missed', completedAt: iso(endedAt), duration: 0 },
  ];
  if (kind === 'missed') return [ringing, missed];
  if (kind === 'voicemail')
    return [
      ringing,
      missed,
      [
        'call.voicemail.completed',
        endedAt,
        {
          id: `VM${uuid}`,
          callId: call.id,
          direction: 'incoming',
          createdAt: iso(endedAt),
          duration: secondsBetween(answeredAt, endedAt),
          recordingUrl: recording,
          transcript: 'A simulated message.',
        },
      ],
    ];
  const answered = { answeredAt: iso(answeredAt), answeredByUserId: 'US123' };
  return [
    ringing,
    ['call.answered', answeredAt, { ...call, ...answered, status: 'in-progress' }],
    [
      'call.completed',
      endedAt,
      {
        ...call,
        ...answered,
        status: 'completed',
        completedAt: iso(endedAt),
        duration: secondsBetween(answeredAt, endedAt),
      },
    ],
  ];
}

function newerBody(call: SimulatedCall, id: string, [type, at, resource]: Step): string {
  const participants = { external: [call.from], workspace: [call.to], resolution: 'available' };
  const context = {
    conversationId: `CN${call.number}`,
    orgId: 'OR123',
    phoneNumberId: 'PN123',
    participants,
  };
  return JSON.stringify({
    id,
    apiVersion: '2026-03-30',
    createdAt: iso(at),
    type,
    data: { resource, context, links: {} },
  });
}

function olderSteps({ kind, startedAt, answeredAt, endedAt }: SimulatedCall): Step[] {
  const completed = { status: 'completed', answeredAt: null, completedAt: iso(endedAt), voicemail: null };
  const talk = secondsBetween(answeredAt, endedAt);
  const outcome = {
    missed: completed,
    voicemail: { ...completed, voicemail: { url: recording, duration: talk, type: 'audio/mpeg' } },
    answered: { ...completed, answeredAt: iso(answeredAt) },
  }[kind];
  return [
    ['call.ringing', startedAt, { status: 'ringing', answeredAt: null, completedAt: null, voicemail: null }],
    ['call.completed', endedAt, outcome],
  ];
}

const olderBody = (call: SimulatedCall, id: string, [type, at, fields]: Step): string =>
  JSON.stringify({
    id,
    object: 'event',
    apiVersion: 'v3',
    createdAt: iso(at),
    type,
    data: {
      object: {
        id: `AC${call.uuid}`,
        object: 'call',
        from: call.from,
        to: call.to,
        direction: 'incoming',
        createdAt: iso(call.startedAt),
        media: [],
        phoneNumberId: 'PN123',
        userId: 'US123',
        conversationId: `CN${call.number}`,
        ...fields,
      },
    },
  });

export const quoSimulator: VendorSimulator = {
  coversBody: true,
  events(call, source): VendorEvent[] {
    const steps = isNewer(source) ? newerSteps(call) : olderSteps(call);
    return steps.map((step, index) => {
      const id = `EV${call.uuid}${index}`;
      const body = isNewer(source) ? newerBody(call, id, step) : olderBody(call, id, step);
      return { name: step[0], id, at: step[1], body };
    });
  },
  sign(event, source, now) {
    if (isNewer(source)) return signStandardWebhook(event, `msg_${event.id}`, source, now);
    const key = Buffer.from(source.secret, 'base64');
    const signature = hmacOf('sha256', key, `${now}.${event.body}`, 'base64');
    return {
      body: event.body,
      headers: {
        'content-type': 'application/json',
        'openphone-signature': `hmac;1;${now};${signature}`,
      },
    };
  },
};
