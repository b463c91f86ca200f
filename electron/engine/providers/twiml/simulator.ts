/** The status callbacks of Twilio, and of vendors that send the same. */
import { addressOf, formOf, hmacOf, secondsBetween } from '../common/simulation.ts';
import type { SimulatedCall, SimulatedSource, VendorEvent, VendorSimulator } from '../contract/simulator.ts';

export interface SimulatorDialect {
  signatureHeader: string;
  idOf(call: SimulatedCall, prefix: string): string;
}

/** The simulator of a vendor that sends and signs as Twilio does, but for a few words. */
export const twimlSimulator = ({ signatureHeader, idOf }: SimulatorDialect): VendorSimulator => ({
  coversBody: true,
  events: (call) => stepsOf(call, idOf).map((fields, index) => eventOf(call, idOf, fields, index)),
  sign: ({ body }, source) => ({
    body,
    headers: {
      'content-type': 'application/x-www-form-urlencoded; charset=UTF-8',
      [signatureHeader]: signatureOf(body, source),
    },
  }),
});

/** Base64 HMAC-SHA1 of the URL and the parameters, sorted by name, without separators. */
function signatureOf(body: string, { secret, publicUrl }: SimulatedSource): string {
  const parameters = [...new URLSearchParams(body)].sort(([a], [b]) => (a < b ? -1 : 1));
  const text = parameters.map(([name, value]) => name + value).join('');
  return hmacOf('sha1', secret, addressOf(publicUrl) + text, 'base64');
}

type Step = { at: number; CallStatus: string } & Record<string, string | number>;

function stepsOf(call: SimulatedCall, idOf: SimulatorDialect['idOf']): Step[] {
  const { kind, startedAt, answeredAt, endedAt } = call;
  const ringing: Step = { at: startedAt, CallStatus: 'ringing' };
  const completed: Step = {
    at: endedAt,
    CallStatus: 'completed',
    CallDuration: secondsBetween(answeredAt, endedAt),
    Duration: 1,
  };
  if (kind === 'missed') return [ringing, { at: endedAt, CallStatus: 'no-answer', CallDuration: 0 }];
  if (kind === 'answered')
    return [
      ringing,
      {
        at: endedAt,
        CallStatus: 'in-progress',
        DialCallSid: idOf({ ...call, uuid: call.uuid.replace(/^./, 'd') }, 'CA'),
        DialCallStatus: 'completed',
        DialCallDuration: secondsBetween(answeredAt, endedAt),
      },
      completed,
    ];
  return [
    ringing,
    {
      at: endedAt,
      CallStatus: 'completed',
      RecordingSid: idOf(call, 'RE'),
      RecordingUrl: `https://api.example.com/Recordings/${idOf(call, 'RE')}`,
      RecordingDuration: secondsBetween(answeredAt, endedAt),
      RecordingStatus: 'completed',
    },
    completed,
  ];
}

function eventOf(
  call: SimulatedCall,
  idOf: SimulatorDialect['idOf'],
  { at, ...fields }: Step,
  index: number,
): VendorEvent {
  const parameters = {
    AccountSid: `AC${'0'.repeat(31)}1`,
    ApiVersion: '2010-04-01',
    CallSid: idOf(call, 'CA'),
    Direction: 'inbound',
    From: call.from,
    To: call.to,
    Caller: call.from,
    Called: call.to,
    SequenceNumber: String(index),
    Timestamp: new Date(at).toUTCString().replace('GMT', '+0000'),
    ...Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, String(value)])),
  };
  const name = fields.RecordingSid ? 'recording' : (fields.DialCallStatus ?? fields.CallStatus);
  return { name: String(name), id: `${call.uuid}-${index}`, at, body: formOf(parameters) };
}
