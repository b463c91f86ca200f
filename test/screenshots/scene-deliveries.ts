import { minutesBefore, sampleDelivery } from '../support/samples.ts';

const forged = {
  sender: '198.51.100.23',
  body: 'CallSid=CA90210&CallStatus=no-answer&From=%2B14155550199&To=%2B14155550100',
} as const;
const unread = {
  contentType: 'application/json',
  body: '{"event":"call.ended","call":{"direction":"inbound","from":"+14155550147","to":"+14155550100"}}',
} as const;
export const mapping = {
  callId: 'call.id',
  type: { path: 'event', values: { 'call.missed': ['no_answer'] } },
  direction: { path: 'call.direction', values: { inbound: ['in'] } },
  from: { path: 'call.caller.number', prefix: '+' },
};
const foreign = (event: string) =>
  sampleDelivery(
    { sourceId: 'service', receivedAt: minutesBefore(26) },
    {
      contentType: 'application/json',
      body: JSON.stringify({
        event,
        call: {
          id: 4711,
          direction: 'in',
          caller: { number: '14155550123', name: 'Reception' },
          callee: { number: '441632960100', agents: ['front', 'back'] },
          started_at: 1795447800,
          duration: 24,
        },
        account: { id: 12, region: 'eu' },
      }),
    },
  );
const missing = 'The event names no call: "call.id" is missing.';
export const letters = [
  sampleDelivery(
    {
      sourceId: 'service',
      outcome: 'failed',
      reason: missing,
      reasonCode: 'malformed',
      receivedAt: minutesBefore(31),
      attempts: 5,
    },
    unread,
  ),
  sampleDelivery(
    {
      sourceId: 'service',
      outcome: 'failed',
      reason: missing,
      reasonCode: 'malformed',
      receivedAt: minutesBefore(64),
      attempts: 5,
    },
    unread,
  ),
];
export const deliveries = [
  foreign('no_answer'),
  foreign('voicemail_left'),
  sampleDelivery({ receivedAt: minutesBefore(4) }),
  sampleDelivery(
    {
      outcome: 'rejected',
      status: 401,
      reason: 'signature does not match',
      reasonCode: 'mismatch',
      eventId: null,
      eventType: null,
      receivedAt: minutesBefore(9),
      attempts: 0,
    },
    forged,
  ),
  sampleDelivery({ eventType: 'completed', receivedAt: minutesBefore(19) }),
  ...letters,
  sampleDelivery(
    {
      outcome: 'rejected',
      status: 403,
      reason: 'sent over plain HTTP',
      reasonCode: 'plain-http',
      eventId: null,
      eventType: null,
      receivedAt: minutesBefore(75),
      attempts: 0,
    },
    { ...forged, body: null, contentType: null },
  ),
  sampleDelivery(
    {
      outcome: 'handshake',
      sourceId: 'service',
      eventId: null,
      eventType: null,
      receivedAt: minutesBefore(180),
      attempts: 0,
    },
    { body: null },
  ),
  ...Array.from({ length: 30 }, (_, index) =>
    sampleDelivery({
      receivedAt: minutesBefore(190 + 17 * index),
      eventType: index % 3 ? 'ringing' : 'no-answer',
    }),
  ),
];
