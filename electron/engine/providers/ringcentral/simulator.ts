/** RingCentral's telephony sessions and voicemail notifications. */
import { randomUUID } from 'node:crypto';
import { iso, longDecimal, secondsBetween } from '../common/simulation.ts';
import type { SimulatedCall, VendorEvent, VendorSimulator } from '../contract/simulator.ts';

const account = '400131426008';
const extension = '400140008';

function notification(event: string, uuid: string, at: number, body: object): string {
  return JSON.stringify({
    uuid,
    event: `/restapi/v1.0/account/${account}/extension/${extension}/${event}`,
    timestamp: iso(at),
    subscriptionId: '4b8129ba-f63d-45b0-b7ad-d32eae7e1f82',
    ownerId: extension,
    body,
  });
}

function session(call: SimulatedCall, code: string, sequence: number, at: number): VendorEvent {
  const uuid = longDecimal();
  const body = notification('telephony/sessions', uuid, at, {
    sequence,
    sessionId: String(call.number),
    telephonySessionId: `s-${call.uuid}`,
    serverId: '10.0.0.1.TAM',
    eventTime: iso(at),
    parties: [
      {
        accountId: account,
        extensionId: extension,
        id: `p-${call.uuid}-2`,
        direction: 'Inbound',
        to: { phoneNumber: call.to, extensionId: extension },
        from: { phoneNumber: call.from },
        status: { code, rcc: false },
        park: {},
        missedCall: code === 'Disconnected' && call.kind === 'missed',
        standAlone: false,
        muted: false,
      },
    ],
    origin: { type: 'Call' },
  });
  return { name: `telephony session ${code}`, id: uuid, at, body };
}

/** A message names no session. */
function message(call: SimulatedCall, status: 'Received' | 'Read'): VendorEvent {
  const uuid = randomUUID();
  const body = notification('voicemail', uuid, call.endedAt, {
    id: String(call.number),
    to: [{ phoneNumber: call.to }],
    from: { phoneNumber: call.from },
    type: 'VoiceMail',
    creationTime: iso(call.endedAt),
    readStatus: status === 'Read' ? 'Read' : 'Unread',
    priority: 'Normal',
    attachments: [
      {
        id: String(call.number),
        uri: `https://platform.example.com/restapi/v1.0/account/${account}/message-store/${call.number}/content/${call.number}`,
        type: 'AudioRecording',
        contentType: 'audio/x-wav',
        vmDuration: secondsBetween(call.answeredAt, call.endedAt),
      },
    ],
    direction: 'Inbound',
    availability: 'Alive',
    messageStatus: 'Received',
    lastModifiedTime: iso(call.endedAt),
    vmTranscriptionStatus: 'NotAvailable',
  });
  return { name: `voicemail ${status}`, id: uuid, at: call.endedAt, body };
}

export const ringcentralSimulator: VendorSimulator = {
  coversBody: false,
  events(call) {
    const ringing = [
      session(call, 'Setup', 1, call.startedAt),
      session(call, 'Proceeding', 2, call.startedAt + 500),
    ];
    if (call.kind === 'voicemail')
      return [
        ...ringing,
        session(call, 'VoiceMail', 3, call.answeredAt),
        session(call, 'Disconnected', 4, call.endedAt),
        message(call, 'Received'),
        message(call, 'Read'),
      ];
    const answered = call.kind === 'answered' ? [session(call, 'Answered', 3, call.answeredAt)] : [];
    return [...ringing, ...answered, session(call, 'Disconnected', 4, call.endedAt)];
  },
  sign: ({ body }, { secret }) => ({
    body,
    headers: {
      'content-type': 'application/json; charset=utf-8',
      ...(secret === '' ? {} : { 'verification-token': secret }),
    },
  }),
  handshake: () => ({
    description: 'validation of the address at subscription',
    method: 'POST',
    body: '',
    headers: { 'validation-token': randomUUID() },
  }),
};
