/** JustCall's call events; the signature covers address, type and time, not the body. */
import { addressOf, bare, hmacOf, iso, secondsBetween } from '../common/simulation.ts';
import type { SimulatedCall, VendorEvent, VendorSimulator } from '../contract/simulator.ts';

type Step = readonly [type: string, at: number, result: string, talkSeconds: number];

function stepsOf({ kind, startedAt, answeredAt, endedAt }: SimulatedCall): Step[] {
  const incoming: Step = ['call.incoming', startedAt, '', 0];
  if (kind === 'missed') return [incoming, ['call.missed', endedAt, 'missed', 0]];
  if (kind === 'voicemail') return [incoming, ['call.voicemail', endedAt, 'voicemail', 0]];
  const talk = secondsBetween(answeredAt, endedAt);
  return [
    incoming,
    ['call.answered', answeredAt, 'answered', 0],
    ['call.completed', endedAt, 'answered', talk],
  ];
}

/** "2026-11-23 14:00:00", in UTC. */
const justCallTime = (at: number): string => iso(at).slice(0, 19).replace('T', ' ');

function eventOf(
  call: SimulatedCall,
  [type, at, result, talk]: Step,
  index: number,
  url: string,
): VendorEvent {
  const id = `${call.uuid.replaceAll('-', '').toUpperCase()}${index}`;
  const info = { direction: 'Incoming', type: result, disposition: '', notes: '' };
  const message =
    type === 'call.voicemail' ? { recording: 'https://media.example.com/simulated-voicemail.mp3' } : {};
  const body = JSON.stringify({
    request_id: id,
    webhook_url: url,
    url_id: '65d5a5ed180da91d76ed0001',
    type,
    data: {
      id: call.number,
      call_sid: `CA${call.number}`,
      contact_number: bare(call.from),
      contact_name: '',
      justcall_number: bare(call.to),
      justcall_line_name: 'Main line',
      call_date: justCallTime(call.startedAt).slice(0, 10),
      call_time: justCallTime(call.startedAt).slice(11),
      call_info: { ...info, ...message },
      call_duration: {
        total_duration: secondsBetween(call.startedAt, at),
        conversation_time: talk,
        ring_time: secondsBetween(call.startedAt, call.answeredAt),
      },
    },
  });
  return { name: type, id, at, body };
}

export const justcallSimulator: VendorSimulator = {
  coversBody: false,
  events: (call, { publicUrl }) =>
    stepsOf(call).map((step, index) => eventOf(call, step, index, addressOf(publicUrl))),
  sign({ body, name }, { secret, publicUrl }, now) {
    const timestamp = justCallTime(now);
    const signed = `${secret}|${encodeURIComponent(addressOf(publicUrl))}|${name}|${timestamp}`;
    return {
      body,
      headers: {
        'content-type': 'application/json',
        'x-justcall-request-timestamp': timestamp,
        'x-justcall-signature': hmacOf('sha256', secret, signed, 'hex'),
        'x-justcall-signature-version': 'v1',
      },
    };
  },
};
