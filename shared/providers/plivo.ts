import { z } from 'zod';
import { describeProvider } from './description.ts';

/** https://docs.plivo.com/docs/voice/xml/request/validation */
export const plivo = describeProvider({
  id: 'plivo',
  name: 'Plivo',
  vendor: 'Plivo',
  summary: 'Voice applications',
  secret: {
    label: 'Auth token',
    description: 'On the overview page of the Plivo console. Plivo signs every call with it.',
  },
  publicUrl: {
    isRequired: true,
    description: 'The address that Plivo posts to, exactly as entered there. The signature covers it.',
  },
  options: z.strictObject({}),
  steps: [
    'In the Plivo console open Voice, Applications, and choose the application of the number.',
    'Set the hangup URL to the address, with POST, and leave the answer URL as it is.',
    'Set it as callbackUrl of each <Dial> and <Record> in your XML. They tell who answered.',
    'Call the number from another phone, and hang up before anyone answers.',
  ],
});
