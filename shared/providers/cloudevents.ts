import { z } from 'zod';
import { eventMappingSchema } from '../mapping/event-mapping.ts';
import { unauthenticatedOption } from './common-options.ts';
import { describeProvider } from './description.ts';

/** https://cloudevents.io */
export const cloudevents = describeProvider({
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
  options: z.strictObject({
    ...unauthenticatedOption,
    /** A token besides those among the secrets. */
    accessToken: z.string().min(1, 'a token that is not empty').optional(),
    /** Paths begin at the event: `data.call.id`, `type`, `subject`. */
    mapping: eventMappingSchema.optional(),
  }),
  // In the binary form the attributes are headers.
  mapping: { wholeEventType: 'application/cloudevents+json' },
  steps: [
    'In the phone system add a CloudEvents endpoint with the address.',
    'Give it the same access token as here.',
    'Choose the events for missed calls and voicemails.',
    'Send its test event.',
  ],
});
