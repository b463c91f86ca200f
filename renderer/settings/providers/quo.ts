import { z } from 'zod';
import type { ProviderForm } from './provider-form.ts';

/** https://www.quo.com/docs/2026-03-30/webhooks-overview */
export const quo: ProviderForm = {
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
  fields: [],
  optionsSchema: z.object({}),
  steps: [
    'In Quo open Settings, Webhooks, and create a webhook for calls.',
    'Give it the address, and choose the events for calls and voicemails.',
    'Copy the signing secret that it shows and paste it here.',
    'Call the number from another phone, and hang up before anyone answers.',
  ],
};
