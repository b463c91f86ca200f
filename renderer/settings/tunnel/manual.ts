import type { TunnelForm } from './tunnel-form.ts';

/** The form of a manual tunnel: a router, a reverse proxy or another tunnel forwards. */
export const manual: TunnelForm = {
  kind: 'manual',
  summary: 'Something outside Ringback already forwards to this computer.',
  fields: [
    {
      kind: 'text',
      name: 'publicUrl',
      label: 'Public address',
      description: 'Without the path. Ringback checks that it leads here, and does not open it.',
      placeholder: 'https://calls.example.com',
    },
  ],
  steps: [
    'Have the address forward to http://127.0.0.1 with the port below, every path.',
    'Test, then save.',
  ],
};
