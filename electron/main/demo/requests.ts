/** The demo's requests, signed as the vendors do. The code is independent of the engine's verification. */
import { createHmac, randomUUID } from 'node:crypto';
import type { SettingsSource } from '#shared/config/settings.ts';
import { type DemoSource, type DemoSources, twilioPublicUrl } from './sources.ts';

export interface DemoRequest {
  /** Description for the rep. */
  what: string;
  sourceId: SettingsSource['id'];
  /** The phone system's call ID, which identifies the received call. */
  callId: string;
  headers: Record<string, string>;
  body: string;
}

const ownNumber = '+14155550100';
const secondsOf = (date: Date): string => String(Math.floor(date.getTime() / 1000));

/** Twilio's signature: HMAC-SHA1 of URL and sorted parameters, base64 (https://www.twilio.com/docs/usage/webhooks/webhooks-security). */
function twilioMissedCall({ source, secret }: DemoSource, now: Date): DemoRequest {
  const callId = `CA${randomUUID().replaceAll('-', '')}`;
  const parameters = {
    AccountSid: 'AC00000000000000000000000000000000',
    CallSid: callId,
    CallStatus: 'no-answer',
    Direction: 'inbound',
    From: '+14155550123',
    To: ownNumber,
    Timestamp: now.toUTCString(),
  };
  const signed = Object.entries(parameters).sort(([one], [other]) => (one < other ? -1 : 1));
  const signature = createHmac('sha1', secret)
    .update(twilioPublicUrl + signed.map(([name, value]) => name + value).join(''))
    .digest('base64');
  return {
    what: 'a missed call, form-encoded, signed like Twilio (X-Twilio-Signature, HMAC-SHA1)',
    sourceId: source.id,
    callId,
    headers: { 'content-type': 'application/x-www-form-urlencoded', 'x-twilio-signature': signature },
    body: new URLSearchParams(parameters).toString(),
  };
}

/** Standard Webhooks: HMAC of `id.timestamp.body` (https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md). */
function standardWebhooksVoicemail({ source, secret }: DemoSource, now: Date): DemoRequest {
  const callId = randomUUID();
  const id = `msg_${randomUUID()}`;
  const body = JSON.stringify({
    id,
    type: 'call.voicemail',
    timestamp: now.toISOString(),
    data: {
      callId,
      direction: 'inbound',
      from: '+441632960123',
      to: ownNumber,
      startedAt: new Date(now.getTime() - 60_000).toISOString(),
      endedAt: now.toISOString(),
      durationSeconds: 42,
      transcript: 'Please call back about the offer for the second floor.',
    },
  });
  const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
  const signature = createHmac('sha256', key)
    .update(`${id}.${secondsOf(now)}.${body}`)
    .digest('base64');
  return {
    what: 'a voicemail, JSON, signed the Standard Webhooks way (webhook-signature, HMAC-SHA256)',
    sourceId: source.id,
    callId,
    headers: {
      'content-type': 'application/json',
      'webhook-id': id,
      'webhook-timestamp': secondsOf(now),
      'webhook-signature': `v1,${signature}`,
    },
    body,
  };
}

/** Stripe's style: `t=<seconds>,v1=<hex HMAC-SHA256 of seconds.body>` (https://docs.stripe.com/webhooks#verify-manually). */
function stripeStyleMissedCall({ source, secret }: DemoSource, now: Date): DemoRequest {
  const callId = randomUUID();
  const body = JSON.stringify({
    id: `evt_${randomUUID()}`,
    type: 'call.missed',
    timestamp: now.toISOString(),
    data: { callId, direction: 'inbound', from: '+14155550147', to: ownNumber, endedAt: now.toISOString() },
  });
  const signature = createHmac('sha256', secret)
    .update(`${secondsOf(now)}.${body}`)
    .digest('hex');
  return {
    what: 'a missed call, JSON, signed like Stripe (Stripe-Signature, t=,v1=, HMAC-SHA256)',
    sourceId: source.id,
    callId,
    headers: {
      'content-type': 'application/json',
      'stripe-signature': `t=${secondsOf(now)},v1=${signature}`,
    },
    body,
  };
}

/** The demo's three requests. Create each one when it is sent, because the signature covers the time. */
export const demoRequests = (sources: DemoSources): ((now: Date) => DemoRequest)[] => [
  (now) => twilioMissedCall(sources.twilio, now),
  (now) => standardWebhooksVoicemail(sources.standardWebhooks, now),
  (now) => stripeStyleMissedCall(sources.stripeStyle, now),
];
