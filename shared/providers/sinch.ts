import { z } from 'zod';
import { describeProvider, type OptionsOf } from './description.ts';

/** https://developers.sinch.com/docs/voice/api-reference/authentication/callback-signed-request */
export const sinch = describeProvider({
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
  options: z.strictObject({
    /** Of the application whose calls these are; it accompanies every signature. */
    applicationKey: z.string('the application key').min(1, 'the application key'),
  }),
  steps: [
    'Sinch has one callback address for each application, and waits there for what to do with a call.',
    'Let the system that answers those callbacks forward them to the address unchanged, with all headers.',
    'Where nothing has to answer them, set the callback URL in Voice, Apps to the address.',
    'Call the number from another phone, and hang up before anyone answers.',
  ],
});
export type SinchOptions = OptionsOf<typeof sinch>;
