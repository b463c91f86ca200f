/** Vonage Voice events: the caller's leg, and the one that rings at a colleague's phone. */
import { createHash, randomUUID } from 'node:crypto';
import { bare, iso, jwtOf, secondsBetween, unixSeconds } from '../common/simulation.ts';
import type { SimulatedCall, VendorSimulator } from '../contract/simulator.ts';

type Step = { at: number; status?: string; leg: 'caller' | 'agent' } & Record<string, string | number>;

function stepsOf(call: SimulatedCall): Step[] {
  const { kind, startedAt, answeredAt, endedAt } = call;
  const started: Step = { at: startedAt, status: 'started', leg: 'caller' };
  const ringing: Step = { at: startedAt + 1000, status: 'ringing', leg: 'agent' };
  const ends = (from: number): Omit<Step, 'leg' | 'at'> => ({
    status: 'completed',
    start_time: iso(from),
    end_time: iso(endedAt),
    duration: String(secondsBetween(from, endedAt)),
    network: 'simulated',
  });
  const callerEnds: Step = { at: endedAt, leg: 'caller', ...ends(startedAt) };
  if (kind === 'answered')
    return [
      started,
      ringing,
      { at: answeredAt, status: 'answered', leg: 'agent' },
      { at: endedAt, leg: 'agent', ...ends(answeredAt) },
      callerEnds,
    ];
  const timeout: Step = {
    at: kind === 'missed' ? endedAt - 500 : answeredAt,
    status: 'timeout',
    leg: 'agent',
  };
  if (kind === 'missed') return [started, ringing, timeout, callerEnds];
  const record: Step = {
    at: endedAt,
    leg: 'caller',
    recording_uuid: call.uuid.replace(/^./, 'a'),
    recording_url: 'https://api.example.com/v1/files/simulated-voicemail',
    start_time: iso(answeredAt),
    end_time: iso(endedAt),
    size: 1024,
  };
  return [started, ringing, timeout, record, callerEnds];
}

function bodyOf(call: SimulatedCall, { at, leg, ...fields }: Step): string {
  const conversation = { conversation_uuid: `CON-${call.uuid}`, timestamp: iso(at), ...fields };
  // A recording names its conversation only.
  if (fields.recording_uuid !== undefined) return JSON.stringify(conversation);
  const parties =
    leg === 'caller'
      ? { uuid: call.uuid, direction: 'inbound', from: bare(call.from), to: bare(call.to) }
      : { uuid: call.uuid.replace(/.$/, '0'), direction: 'outbound', from: bare(call.to), to: '14155550199' };
  return JSON.stringify({ ...parties, ...conversation });
}

export const vonageSimulator: VendorSimulator = {
  coversBody: true,
  events: (call) =>
    stepsOf(call).map((step, index) => ({
      name: `${step.leg} ${step.status ?? 'record'}`,
      id: `${call.uuid}-${index}`,
      at: step.at,
      body: bodyOf(call, step),
    })),
  sign: ({ body }, { secret }, now) => ({
    body,
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${jwtOf(
        'HS256',
        secret,
        JSON.stringify({
          iat: unixSeconds(now),
          jti: randomUUID(),
          iss: 'Vonage',
          payload_hash: createHash('sha256').update(body).digest('hex'),
          api_key: 'a1b2c3d4',
          application_id: 'aaaaaaaa-bbbb-4ccc-8ddd-0123456789ab',
        }),
      )}`,
    },
  }),
};
