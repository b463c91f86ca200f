import { z } from 'zod';
import { describeProvider, plainCredential, secretCredential } from './description.ts';

/** https://www.twilio.com/docs/usage/webhooks/webhooks-security */
export const twilio = describeProvider({
  id: 'twilio',
  name: 'Twilio',
  vendor: 'Twilio',
  summary: 'Programmable Voice numbers',
  secret: {
    label: 'Auth token',
    description:
      'In the Twilio Console under Account Info. With a webhooks rule, add its shared key as another secret.',
  },
  publicUrl: {
    isRequired: true,
    description: 'The address that Twilio posts to, exactly as entered there. The signature covers it.',
  },
  credentials: [
    plainCredential('accountSid', 'Account SID', 'Twilio Console, Account Info; begins with AC.'),
    secretCredential('authToken', 'Auth Token', 'Twilio Console, Account Info.'),
  ],
  callLog: { limitation: null },
  options: z.strictObject({}),
  steps: [
    'In the Twilio Console open Phone Numbers, Manage, Active numbers, and choose the number.',
    'Under Voice Configuration set "Call status changes" to the public address, with HTTP POST.',
    'Without these, a call that only your greeting answered counts as answered:',
    'In your TwiML give <Dial> the address as its action, where no verb follows it.',
    'Elsewhere, set it as statusCallback of the <Number>, <Client> or <Sip> in it.',
    'Set it as recordingStatusCallback of each <Record>.',
    'Save, call the number from another phone, and hang up before anyone answers.',
  ],
});
