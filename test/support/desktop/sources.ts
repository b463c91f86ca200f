import twilio from 'twilio';
import type { NewPhoneSystem } from './window.ts';

/** A source as the tests' phone system has it; the token is made up and valid nowhere. */
export const twilioSource = {
  id: 'main',
  name: 'Main',
  provider: 'twilio',
  publicUrl: 'https://hooks.example/hooks/main',
  options: {},
} as const;
export const authToken = 'a-token-that-is-valid-nowhere';

/** The source as a person enters it. */
export const twilioSystem: NewPhoneSystem = {
  name: twilioSource.name,
  fields: { 'Auth token': authToken, 'Public address': twilioSource.publicUrl },
};

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
