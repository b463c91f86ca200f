import { z } from 'zod';
import { describeProvider, plainCredential, secretCredential } from './description.ts';

/** https://developer.aircall.io/docs/webhooks-overview */
export const aircall = describeProvider({
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
  credentials: [
    plainCredential('apiId', 'API ID', 'Aircall Dashboard, Integrations & API, API Keys, Add a new API key.'),
    secretCredential('apiToken', 'API token', 'Shown once, together with the API ID.'),
  ],
  callLog: { limitation: null },
  options: z.strictObject({}),
  steps: [
    'In the Aircall Dashboard open Integrations & API, and add a webhook.',
    'Give it the address, and choose the call events.',
    'Copy the token that it shows and paste it here.',
    'Call the number from another phone, and hang up before anyone answers.',
  ],
});
