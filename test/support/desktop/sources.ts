import twilio from 'twilio';
import type { Bridge } from '#shared/contract/bridge.ts';
import type { RunningApp } from './app.ts';

/** A source as the tests' phone system has it; the token is made up and valid nowhere. */
export const twilioSource = {
  id: 'main',
  name: 'Main line',
  provider: 'twilio',
  publicUrl: 'https://hooks.example/hooks/main',
  options: {},
} as const;
export const authToken = 'a-token-that-is-valid-nowhere';

/** Saves the source as Settings does. The engine answers in order, so that the source is in force when this returns. */
export async function saveTwilioSource(
  app: RunningApp,
  withoutKeyring?: 'plain' | 'memory',
): Promise<unknown> {
  return app.page.evaluate(
    async ([source, secret, consent]) => {
      const bridge = window.ringback as Bridge;
      const saved = await bridge.sources.save({
        source,
        secrets: [secret],
        ...(consent ? { withoutKeyring: consent } : {}),
      });
      await bridge.summary.get();
      return saved;
    },
    [twilioSource, authToken, withoutKeyring] as const,
  );
}

export interface TwilioCall {
  CallSid: string;
  From?: string;
  /** What became of a `<Dial>`, where the event is about one. */
  DialCallStatus?: string;
}

/** A missed call as Twilio reports it, signed by Twilio's own package. */
export function missedCallRequest({ CallSid, From = '+14155550123', ...dial }: TwilioCall): {
  method: 'POST';
  headers: Record<string, string>;
  body: string;
} {
  const parameters = {
    AccountSid: 'AC00000000000000000000000000000000',
    CallSid,
    CallStatus: 'no-answer',
    Direction: 'inbound',
    From,
    To: '+14155550100',
    Timestamp: new Date().toUTCString(),
    ...dial,
  };
  return {
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'x-twilio-signature': twilio.getExpectedTwilioSignature(authToken, twilioSource.publicUrl, parameters),
    },
    body: new URLSearchParams(parameters).toString(),
  };
}
