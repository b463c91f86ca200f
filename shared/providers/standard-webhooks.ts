import { z } from 'zod';
import { eventMappingSchema } from '../mapping/event-mapping.ts';
import { toleranceSecondsSchema } from './common-options.ts';
import { describeProvider } from './description.ts';

/** https://www.standardwebhooks.com */
export const standardWebhooks = describeProvider({
  id: 'standard-webhooks',
  name: 'Standard Webhooks',
  vendor: 'the phone system',
  summary: 'Systems with webhook-signature or svix-signature headers',
  secret: {
    label: 'Signing secret',
    description: 'Usually begins with whsec_, or whpk_ for a public key.',
  },
  publicUrl: {
    isRequired: false,
    description: 'The address that the phone system posts to, for copying.',
  },
  options: z.strictObject({
    /** Either way; the SDKs' value is 300. */
    toleranceSeconds: toleranceSecondsSchema,
    /** For bodies that are not the generic event. */
    mapping: eventMappingSchema.optional(),
  }),
  mapping: { wholeEventType: null },
  steps: [
    'In the phone system add a webhook endpoint with the address.',
    'Choose the events for missed calls and voicemails.',
    'Copy the signing secret that it shows and paste it here.',
    'Send its test event.',
  ],
});
