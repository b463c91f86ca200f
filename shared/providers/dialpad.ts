import { z } from 'zod';
import { unauthenticatedOption } from './common-options.ts';
import { describeProvider, type OptionsOf, secretCredential } from './description.ts';

/** Whose calls a subscription tells of (github dialpad/dialpad-python-sdk schemas/call_event_subscription.py). */
const dialpadTargetSchema = z.strictObject({
  type: z.enum([
    'user',
    'department',
    'callcenter',
    'office',
    'coachingteam',
    'staffgroup',
    'room',
    'callrouter',
  ]),
  id: z.string().regex(/^\d+$/, "the target's number"),
});
export type DialpadTarget = z.infer<typeof dialpadTargetSchema>;

/** https://developers.dialpad.com/docs/call-events */
export const dialpad = describeProvider({
  id: 'dialpad',
  name: 'Dialpad',
  vendor: 'Dialpad',
  summary: 'Call events of a Dialpad company or office',
  secret: {
    label: 'Webhook secret',
    description: 'The secret that the webhook was created with. Dialpad signs every event with it.',
  },
  publicUrl: {
    isRequired: false,
    description: 'The address that Dialpad posts to, for copying.',
  },
  socket: {
    description: 'Ringback opens the connection itself: no tunnel and no webhook.',
    steps: [
      'In the Dialpad admin settings create an API key with the scopes for call events.',
      'Add the phone system, then enter the API key.',
    ],
  },
  credentials: [
    secretCredential(
      'apiKey',
      'API key',
      'Dialpad Admin, My Company, Authentication, API Keys; a company administrator’s, with the scope calls:list.',
    ),
  ],
  callLog: { limitation: null },
  options: z.strictObject({
    ...unauthenticatedOption,
    /** For a subscription that the engine makes itself; absent is the whole company's calls. */
    target: dialpadTargetSchema.optional(),
  }),
  steps: [
    'Make a long random text and paste it here as the secret.',
    'Create a webhook at Dialpad with the address and the same secret.',
    'Create a call event subscription for it with the states ringing, connected, missed, voicemail, voicemail_uploaded, transcription and hangup.',
    'Call the number from another phone, and hang up before anyone answers.',
  ],
});
export type DialpadOptions = OptionsOf<typeof dialpad>;
