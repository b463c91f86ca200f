import { z } from 'zod';
import { openField } from './open-field.ts';
import type { ProviderForm } from './provider-form.ts';

/** https://developers.dialpad.com/docs/call-events */
export const dialpad: ProviderForm = {
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
  fields: [openField],
  socket: {
    description: 'Ringback opens the connection itself: no tunnel and no webhook.',
    steps: [
      'In the Dialpad admin settings create an API key with the scopes for call events.',
      'Add the phone system, then enter the API key.',
    ],
  },
  optionsSchema: z.object({}),
  steps: [
    'Make a long random text and paste it here as the secret.',
    'Create a webhook at Dialpad with the address and the same secret.',
    'Create a call event subscription for it with the states ringing, connected, missed, voicemail, voicemail_uploaded, transcription and hangup.',
    'Call the number from another phone, and hang up before anyone answers.',
  ],
};
