import { z } from 'zod';
import type { ProviderForm } from './provider-form.ts';

/** https://developers.zoom.us/docs/api/webhooks */
export const zoom: ProviderForm = {
  id: 'zoom',
  name: 'Zoom Phone',
  vendor: 'Zoom',
  summary: 'Zoom Phone users and call queues',
  secret: {
    label: 'Secret token',
    description: "In the Zoom App Marketplace under the app's Features, Access.",
  },
  publicUrl: {
    isRequired: false,
    description: 'The address that Zoom posts to, for copying.',
  },
  fields: [],
  optionsSchema: z.object({}),
  steps: [
    'In the Zoom App Marketplace create an app and open Features, Access.',
    'Copy the secret token and paste it here first: Zoom checks the address at once.',
    'Turn on event subscriptions and add one with the address.',
    'Add the Phone events for callee ringing, answered, missed, ended and rejected, and for voicemails.',
    'Choose Validate, save, and activate the app.',
  ],
};
