import { z } from 'zod';
import { unauthenticatedOption } from './common-options.ts';
import { describeProvider, plainCredential, secretCredential } from './description.ts';

/** https://developers.ringcentral.com/guide/notifications/webhooks/receiving */
export const ringcentral = describeProvider({
  id: 'ringcentral',
  name: 'RingCentral',
  vendor: 'RingCentral',
  summary: 'MVP and RingEX accounts',
  secret: {
    label: 'Verification token',
    description:
      'Any text of your own; who creates the subscription gives the same text as verificationToken.',
  },
  publicUrl: {
    isRequired: false,
    description: 'The address that RingCentral posts to, for copying.',
  },
  socket: {
    description: 'Ringback opens the connection itself: no tunnel, no webhook, and nothing is blacklisted.',
    steps: [
      'In the RingCentral developer console create an app of the type "REST API", with JWT authentication.',
      'Give it the permissions Read Accounts, Read Call Log and WebSocket Subscriptions.',
      'Create a JWT credential for your user, allowed for that app.',
      'Add the phone system, then enter client ID, client secret and JWT.',
    ],
  },
  credentials: [
    plainCredential(
      'clientId',
      'Client ID',
      'RingCentral developer console, your app (REST API app, JWT auth flow), Credentials.',
    ),
    secretCredential('clientSecret', 'Client secret', 'The same page as the client ID.'),
    secretCredential(
      'jwt',
      'JWT credential',
      'RingCentral developer console, your user menu, Credentials, Create JWT. The app needs the permission Read Call Log.',
    ),
  ],
  callLog: { limitation: null },
  options: z.strictObject(unauthenticatedOption),
  steps: [
    'Make a long random text and paste it here as the verification token.',
    'Create a webhook subscription at RingCentral with the address and that text as verificationToken.',
    'Give it the event filters for telephony sessions and voicemail of the extension.',
    'Call the extension from another phone, and hang up before anyone answers.',
  ],
});
