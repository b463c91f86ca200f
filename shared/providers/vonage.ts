import { z } from 'zod';
import { describeProvider } from './description.ts';

/** https://developer.vonage.com/en/voice/voice-api/webhook-reference */
export const vonage = describeProvider({
  id: 'vonage',
  name: 'Vonage',
  vendor: 'Vonage',
  summary: 'Voice API applications (formerly Nexmo)',
  secret: {
    label: 'Signature secret',
    description: 'In the Vonage dashboard under API Settings, Signed webhooks.',
  },
  publicUrl: {
    isRequired: false,
    description: 'The address that Vonage posts to, for copying.',
  },
  options: z.strictObject({}),
  steps: [
    'In the Vonage dashboard open Applications and edit the application of the number.',
    'Under Voice set the Event URL to the address, with HTTP POST, and leave the Answer URL as it is.',
    'Turn on "Use signed webhooks", and copy the signature secret from API Settings.',
    'Call the number from another phone, and hang up before anyone answers.',
  ],
});
