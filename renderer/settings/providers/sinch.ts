import { z } from 'zod';
import type { ProviderForm } from './provider-form.ts';

/** https://developers.sinch.com/docs/voice/api-reference/authentication/callback-signed-request */
export const sinch: ProviderForm = {
  id: 'sinch',
  name: 'Sinch',
  vendor: 'Sinch',
  summary: 'Voice API applications',
  secret: {
    label: 'Application secret',
    description: 'In the Sinch dashboard under Voice, Apps, beside the key.',
  },
  publicUrl: {
    isRequired: true,
    description: 'The address that Sinch posts to. The signature covers its path.',
  },
  fields: [
    {
      kind: 'text',
      name: 'applicationKey',
      label: 'Application key',
      description: 'In the Sinch dashboard under Voice, Apps.',
    },
  ],
  optionsSchema: z.object({
    applicationKey: z.string('Enter the application key').min(1, 'Enter the application key'),
  }),
  steps: [
    'Sinch has one callback address for each application, and waits there for what to do with a call.',
    'Let the system that answers those callbacks forward them to the address unchanged, with all headers.',
    'Where nothing has to answer them, set the callback URL in Voice, Apps to the address.',
    'Call the number from another phone, and hang up before anyone answers.',
  ],
};
