/** Fills the running app as two phone systems would: every call of a scene as a genuine request, signed, over HTTP. */
import { createHmac } from 'node:crypto';
import twilio from 'twilio';
import type { SettingsSource } from '#shared/config/settings.ts';
import type { Bridge } from '#shared/contract/bridge.ts';
import type { Call } from '#shared/contract/calls.ts';
import type { RunningApp } from '../support/desktop/app.ts';
import { eventually } from '../support/eventually.ts';
import { configured, sampleNow } from '../support/samples.ts';
import { scenes } from './scenes.ts';

/** Made up, and valid nowhere. */
const authToken = 'an-auth-token-that-is-valid-nowhere';
const oldSecret = 'the-old-secret-that-is-valid-nowhere';
const newSecret = 'the-new-secret-that-is-valid-nowhere';

const publicUrl = 'https://calls.example.com/hooks/main';
const salesLine: SettingsSource = {
  id: 'main',
  name: 'Sales line',
  provider: 'twilio',
  publicUrl,
  options: {},
};
const serviceDesk: SettingsSource = {
  id: 'service',
  name: 'Service desk',
  provider: 'hmac',
  options: { preset: 'github' },
};

/** Older calls would be forgotten at the next start: 90 days are kept. */
const keptMs = 89 * 86_400_000;

interface HookRequest {
  method: 'POST';
  headers: Record<string, string>;
  body: string;
}

/** A call of a scene at the same distance from now as there from the scene's moment. */
function untilNow(call: Call, now: number): Call {
  const shift = (iso: string | null) =>
    iso && new Date(Date.parse(iso) + now - Date.parse(sampleNow)).toISOString();
  return { ...call, startedAt: shift(call.startedAt), endedAt: shift(call.endedAt) };
}

const callStatus = { ringing: 'ringing', answered: 'completed', voicemail: 'completed' } as const;

/** twilio.com/docs/voice/api/call-resource#statuscallback */
function twilioRequest(call: Call): HookRequest {
  const parameters: Record<string, string> = {
    AccountSid: 'AC00000000000000000000000000000000',
    CallSid: call.providerCallId,
    CallStatus:
      call.outcome in callStatus ? callStatus[call.outcome as keyof typeof callStatus] : 'no-answer',
    Direction: call.direction === 'outbound' ? 'outbound-dial' : 'inbound',
    From: call.from ?? 'anonymous',
    To: call.to ?? '',
    Timestamp: new Date(call.startedAt ?? 0).toUTCString(),
    ...(call.callerName ? { CallerName: call.callerName } : {}),
    ...(call.outcome === 'answered'
      ? { DialCallStatus: 'completed', DialCallDuration: String(call.durationSeconds) }
      : {}),
    ...(call.voicemail
      ? {
          RecordingSid: `RE${call.id}`,
          RecordingUrl: `https://api.twilio.com/recordings/RE${call.id}`,
          RecordingDuration: String(call.voicemail.durationSeconds),
          ...(call.voicemail.transcript ? { TranscriptionText: call.voicemail.transcript } : {}),
        }
      : {}),
  };
  return {
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'x-twilio-signature': twilio.getExpectedTwilioSignature(authToken, publicUrl, parameters),
    },
    body: new URLSearchParams(parameters).toString(),
  };
}

/** The generic event, signed as GitHub signs. */
function signedRequest(call: Call, secret: string): HookRequest {
  const body = JSON.stringify({
    id: `event-${call.id}`,
    type: 'call.missed',
    timestamp: call.startedAt,
    data: {
      callId: call.providerCallId,
      direction: call.direction,
      from: call.from,
      to: call.to,
      callerName: call.callerName,
      startedAt: call.startedAt,
      endedAt: call.endedAt,
    },
  });
  return {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-hub-signature-256': `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`,
    },
    body,
  };
}

async function save(app: RunningApp, source: SettingsSource, secret: string, mode: 'replace' | 'add') {
  const saved = await app.page.evaluate(
    ([asked, value, secretsMode]) =>
      (window.ringback as Bridge).sources.save({ source: asked, secrets: [value], secretsMode }),
    [source, secret, mode] as const,
  );
  if (!saved.ok) throw new Error(`${source.name} was not saved: ${JSON.stringify(saved)}`);
}

/** Sends until it is answered so: each change in Settings starts the listener anew. */
async function send(url: string, sourceId: string, request: HookRequest, expected = 200): Promise<void> {
  const answer = () =>
    fetch(`${url}/hooks/${sourceId}`, request).then(
      ({ status }) => status,
      () => null,
    );
  await eventually(answer, (status) => status === expected);
}

const callCount = (app: RunningApp): Promise<number> =>
  app.page.evaluate(async () => (await (window.ringback as Bridge).calls.list({})).total);

/** Two phone systems, one of them rotating its secret; the calls of the full scene; and a request that was tampered with. */
export async function seed(app: RunningApp): Promise<void> {
  const now = Date.now();
  const calls = scenes.full.calls
    .map((call) => untilNow(call, now))
    .filter(({ startedAt }) => Date.parse(startedAt ?? '') > now - keptMs)
    .reverse();
  await app.page.evaluate(
    (crmTemplate) =>
      (window.ringback as Bridge).settings.update({ crmTemplate, region: 'US', holdSeconds: 0 }),
    configured.settings.crmTemplate,
  );
  await save(app, salesLine, authToken, 'replace');
  await save(app, serviceDesk, oldSecret, 'replace');
  await save(app, serviceDesk, newSecret, 'add');
  const url = await app.listening();
  const service = calls.filter(({ sourceId }) => sourceId === serviceDesk.id);
  for (const call of calls) {
    const secret = service.indexOf(call) < service.length / 2 ? oldSecret : newSecret;
    await send(
      url,
      call.sourceId,
      call.sourceId === serviceDesk.id ? signedRequest(call, secret) : twilioRequest(call),
    );
  }
  const [call] = calls;
  if (!call) throw new Error('the scene has no calls');
  const genuine = twilioRequest(call);
  await send(url, salesLine.id, { ...genuine, body: `${genuine.body}&Price=0` }, 401);
  await eventually(
    () => callCount(app),
    (count) => count === calls.length,
  );
  // The default again, as it is what Settings shows.
  await app.page.evaluate(() => (window.ringback as Bridge).settings.update({ holdSeconds: 2 }));
  await app.listening();
}
