import { z } from 'zod';
import { toleranceSecondsSchema } from './common-options.ts';
import { describeProvider } from './description.ts';

/** https://developer.justcall.io/docs/dynamic-webhook-signatures */
export const justcall = describeProvider({
  id: 'justcall',
  name: 'JustCall',
  vendor: 'JustCall',
  summary: 'Call events of a JustCall account',
  secret: {
    label: 'API secret',
    description: 'In JustCall under APIs & Webhooks. JustCall signs every event with it.',
  },
  publicUrl: {
    isRequired: true,
    description: 'The address that JustCall posts to, exactly as entered there. The signature covers it.',
  },
  options: z.strictObject({ toleranceSeconds: toleranceSecondsSchema.unwrap().optional() }),
  steps: [
    'In JustCall open APIs & Webhooks and copy the API secret.',
    'Under Webhooks add the address for the events missed, voicemail, answered and completed.',
    'Call the number from another phone, and hang up before anyone answers.',
  ],
});
