import { z } from 'zod';
import { unauthenticatedOption } from './common-options.ts';
import { describeProvider } from './description.ts';

/** https://developer.ringover.com/#tag/webhook */
export const ringover = describeProvider({
  id: 'ringover',
  name: 'Ringover',
  vendor: 'Ringover',
  summary: 'Call events of a Ringover account',
  secret: {
    label: 'Webhook key',
    description: 'In the Ringover dashboard beside the call events. Ringover signs them with it.',
  },
  publicUrl: {
    isRequired: false,
    description: 'The address that Ringover posts to, exactly as entered there.',
  },
  options: z.strictObject(unauthenticatedOption),
  steps: [
    'In the Ringover dashboard open Developer, Webhooks.',
    'Enter the address for ringing, answered, missed, ended and voicemail calls, and for available voicemails.',
    'Copy the webhook key that it shows and paste it here.',
    'Call the number from another phone, and hang up before anyone answers.',
  ],
});
