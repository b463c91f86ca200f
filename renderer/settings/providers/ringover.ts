import { z } from 'zod';
import { openField } from './open-field.ts';
import type { ProviderForm } from './provider-form.ts';

/** https://developer.ringover.com/#tag/webhook */
export const ringover: ProviderForm = {
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
  fields: [openField],
  optionsSchema: z.object({}),
  steps: [
    'In the Ringover dashboard open Developer, Webhooks.',
    'Enter the address for ringing, answered, missed, ended and voicemail calls, and for available voicemails.',
    'Copy the webhook key that it shows and paste it here.',
    'Call the number from another phone, and hang up before anyone answers.',
  ],
};
