import { twilio } from '#shared/providers/twilio.ts';
import { apiBaseUrl, credentialsOf } from '../http-client/source-access.ts';
import { twimlAccount } from '../twiml/api.ts';
import { twimlCallLog } from '../twiml/call-log.ts';

export const twilioCallLog = twimlCallLog((source) => {
  const { accountSid, authToken } = credentialsOf(twilio, source);
  return twimlAccount({
    vendor: twilio.vendor,
    baseUrl: apiBaseUrl(source, 'https://api.twilio.com'),
    account: accountSid,
    token: authToken,
  });
});
