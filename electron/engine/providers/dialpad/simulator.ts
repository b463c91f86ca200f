/** Dialpad's call events: the whole body is a token, or plain JSON for a webhook without a secret. */
import { jwtOf } from '../common/simulation.ts';
import type { SimulatedCall, VendorSimulator } from '../contract/simulator.ts';

type Step = readonly [state: string, at: number, fields: Readonly<Record<string, unknown>>];

/** Times and durations in milliseconds. */
function stepsOf({ kind, number, startedAt, answeredAt, endedAt }: SimulatedCall): Step[] {
  const ringing: Step = ['ringing', startedAt, { date_rang: startedAt }];
  const over = { date_ended: endedAt };
  if (kind === 'missed') return [ringing, ['missed', endedAt, over], ['hangup', endedAt + 500, over]];
  if (kind === 'voicemail') {
    const message = {
      ...over,
      voicemail_link: 'https://media.example.com/simulated-voicemail.mp3',
      voicemail_recording_id: number,
    };
    return [ringing, ['voicemail', answeredAt, {}], ['voicemail_uploaded', endedAt + 500, message]];
  }
  const connected = { date_connected: answeredAt };
  return [
    ringing,
    ['connected', answeredAt, connected],
    ['hangup', endedAt, { ...connected, ...over, duration: endedAt - answeredAt }],
  ];
}

export const dialpadSimulator: VendorSimulator = {
  coversBody: true,
  events: (call) =>
    stepsOf(call).map(([state, event_timestamp, fields], index) => ({
      name: state,
      id: `${call.uuid}-${index}`,
      at: event_timestamp,
      body: JSON.stringify({
        call_id: call.number,
        state,
        event_timestamp,
        direction: 'inbound',
        external_number: call.from,
        internal_number: call.to,
        date_started: call.startedAt,
        date_connected: null,
        date_ended: null,
        duration: 0,
        entry_point_call_id: null,
        master_call_id: null,
        target: { id: 5527348325810176, type: 'user', phone: call.to },
        transcription_text: null,
        voicemail_link: null,
        voicemail_recording_id: null,
        ...fields,
      }),
    })),
  sign: ({ body }, { secret }) =>
    secret === ''
      ? { body, headers: { 'content-type': 'application/json' } }
      : { body: jwtOf('HS256', secret, body), headers: { 'content-type': 'application/jwt' } },
};
