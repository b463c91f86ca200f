import { z } from 'zod';
import { describeProvider, secretCredential } from './description.ts';

/** https://www.quo.com/docs/2026-03-30/webhooks-overview */
export const quo = describeProvider({
  id: 'quo',
  name: 'Quo (OpenPhone)',
  vendor: 'Quo',
  summary: 'Quo numbers, with the new webhooks or the older ones',
  secret: {
    label: 'Signing secret',
    description: 'Begins with whsec_ for the new webhooks; older ones have a key without it.',
  },
  publicUrl: {
    isRequired: false,
    description: 'The address that Quo posts to, for copying.',
  },
  credentials: [secretCredential('apiKey', 'API key', 'Quo, Settings, API.')],
  callLog: {
    limitation:
      'Quo lists calls for one caller at a time only: conversations with recent activity are searched, and a call outside them would not be found.',
  },
  options: z.strictObject({}),
  steps: [
    'In Quo open Settings, Webhooks, and create a webhook for calls.',
    'Give it the address, and choose the events for calls and voicemails.',
    'Copy the signing secret that it shows and paste it here.',
    'Call the number from another phone, and hang up before anyone answers.',
  ],
});
