import { z } from 'zod';
import { openField } from './open-field.ts';
import type { ProviderForm } from './provider-form.ts';

/** https://cloudevents.io */
export const cloudevents: ProviderForm = {
  id: 'cloudevents',
  name: 'CloudEvents',
  vendor: 'the phone system',
  summary: 'Systems that send CloudEvents 1.0',
  secret: {
    label: 'Access token',
    description: 'The sender shows it as a bearer token, or as access_token in the address.',
  },
  publicUrl: {
    isRequired: false,
    description: 'The address that the phone system posts to, for copying.',
  },
  fields: [openField],
  optionsSchema: z.object({}),
  steps: [
    'In the phone system add a CloudEvents endpoint with the address.',
    'Give it the same access token as here.',
    'Choose the events for missed calls and voicemails.',
    'Send its test event.',
  ],
};
