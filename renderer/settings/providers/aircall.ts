import { z } from 'zod';
import type { ProviderForm } from './provider-form.ts';

/** https://developer.aircall.io/docs/webhooks-overview */
export const aircall: ProviderForm = {
  id: 'aircall',
  name: 'Aircall',
  vendor: 'Aircall',
  summary: 'Call events of an Aircall account',
  secret: {
    label: 'Webhook token',
    description: 'Aircall shows it with the webhook and sends it with every event.',
  },
  publicUrl: {
    isRequired: false,
    description: 'The address that Aircall posts to, for copying.',
  },
  fields: [],
  optionsSchema: z.object({}),
  steps: [
    'In the Aircall Dashboard open Integrations & API, and add a webhook.',
    'Give it the address, and choose the call events.',
    'Copy the token that it shows and paste it here.',
    'Call the number from another phone, and hang up before anyone answers.',
  ],
};
