/** Telnyx call events, webhook API version 2. */
import { ed25519Of, iso, unixSeconds } from '../common/simulation.ts';
import type { SimulatedCall, VendorSimulator } from '../contract/simulator.ts';

type Step = readonly [type: string, at: number, payload: Readonly<Record<string, unknown>>];

function stepsOf({ kind, from, startedAt, answeredAt, endedAt }: SimulatedCall): Step[] {
  const start_time = iso(startedAt);
  const initiated: Step = [
    'call.initiated',
    startedAt,
    { direction: 'incoming', caller_id_name: from, state: 'parked', start_time },
  ];
  const hangup = (hangup_cause: string, hangup_source: string): Step => [
    'call.hangup',
    endedAt,
    { state: 'hangup', hangup_cause, hangup_source, start_time, end_time: iso(endedAt) },
  ];
  if (kind === 'missed') return [initiated, hangup('originator_cancel', 'caller')];
  const answered: Step = ['call.answered', answeredAt, { state: 'answered', start_time }];
  if (kind === 'answered')
    return [
      initiated,
      answered,
      ['call.bridged', answeredAt + 500, { state: 'bridged', start_time }],
      hangup('normal_clearing', 'caller'),
    ];
  const recording: Step = [
    'call.recording.saved',
    endedAt + 500,
    {
      channels: 'single',
      recording_started_at: iso(answeredAt),
      recording_ended_at: iso(endedAt),
      recording_urls: { mp3: 'https://media.example.com/simulated-voicemail.mp3', wav: null },
      public_recording_urls: { mp3: null, wav: null },
    },
  ];
  return [initiated, answered, hangup('normal_clearing', 'caller'), recording];
}

export const telnyxSimulator: VendorSimulator = {
  coversBody: true,
  events: (call, { publicUrl }) =>
    stepsOf(call).map(([event_type, at, payload], index) => {
      const id = `${call.uuid.slice(0, -1)}${index}`;
      const parties = event_type.startsWith('call.recording') ? {} : { from: call.from, to: call.to };
      const body = JSON.stringify({
        data: {
          record_type: 'event',
          event_type,
          id,
          occurred_at: iso(at),
          payload: {
            call_control_id: `v3:${call.uuid}`,
            call_leg_id: call.uuid,
            call_session_id: call.uuid.replace(/^./, 'b'),
            connection_id: '1494404757140276705',
            client_state: null,
            ...parties,
            ...payload,
          },
        },
        meta: { attempt: 1, delivered_to: publicUrl },
      });
      return { name: event_type, id, at, body };
    }),
  sign({ body }, source, now) {
    const timestamp = String(unixSeconds(now));
    return {
      body,
      headers: {
        'content-type': 'application/json',
        'telnyx-timestamp': timestamp,
        'telnyx-signature-ed25519': ed25519Of(source, `${timestamp}|${body}`),
      },
    };
  },
};
