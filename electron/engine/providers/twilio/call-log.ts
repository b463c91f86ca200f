import { twimlCallLog } from '../twiml/call-log.ts';

export const twilioCallLog = twimlCallLog({
  vendor: 'Twilio',
  base: () => 'https://api.twilio.com',
  login: ({ accountSid = '', authToken = '' }) => ({ account: accountSid, token: authToken }),
});
