import { z } from 'zod';
import { describeProvider, plainCredential, secretCredential } from './description.ts';

/** https://developers.zoom.us/docs/api/webhooks */
export const zoom = describeProvider({
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
  credentials: [
    plainCredential(
      'accountId',
      'Account ID',
      'Zoom App Marketplace, Manage, your Server-to-Server OAuth app, App Credentials.',
    ),
    plainCredential('clientId', 'Client ID', 'The same page.'),
    secretCredential(
      'clientSecret',
      'Client secret',
      'The same page. The app needs the scope phone:read:list_call_logs:admin.',
    ),
  ],
  callLog: { limitation: null },
  options: z.strictObject({}),
  steps: [
    'In the Zoom App Marketplace create an app and open Features, Access.',
    'Copy the secret token and paste it here first: Zoom checks the address at once.',
    'Turn on event subscriptions and add one with the address.',
    'Add the Phone events for callee ringing, answered, missed, ended and rejected, and for voicemails.',
    'Choose Validate, save, and activate the app.',
  ],
});
