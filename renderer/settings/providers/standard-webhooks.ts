import { z } from 'zod';
import { defaultToleranceSeconds, toleranceSecondsSchema } from '#shared/config/hmac-options.ts';
import type { ProviderForm } from './provider-form.ts';

/** https://www.standardwebhooks.com */
export const standardWebhooks: ProviderForm = {
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
  fields: [
    {
      kind: 'number',
      name: 'toleranceSeconds',
      label: 'How old a request may be, in seconds',
      placeholder: String(defaultToleranceSeconds),
    },
  ],
  optionsSchema: z.object({ toleranceSeconds: toleranceSecondsSchema }),
  steps: [
    'In the phone system add a webhook endpoint with the address.',
    'Choose the events for missed calls and voicemails.',
    'Copy the signing secret that it shows and paste it here.',
    'Send its test event.',
  ],
};
