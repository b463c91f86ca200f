import type { TunnelForm } from './tunnel-form.ts';

/** The form of cloudflared: https://developers.cloudflare.com/cloudflare-one/connections/connect-networks/ */
export const cloudflared: TunnelForm = {
  kind: 'cloudflared',
  summary: 'Runs the cloudflared program that is installed on this computer.',
  fields: [
    {
      kind: 'text',
      name: 'publicUrl',
      label: 'Public address (optional)',
      description: 'The address of the named tunnel. A quick tunnel announces its own.',
      placeholder: 'https://calls.example.com',
    },
    {
      kind: 'text',
      name: 'program',
      label: 'Program (optional)',
      description: 'Path of cloudflared. If empty, Ringback searches the usual folders.',
      placeholder: '/usr/local/bin/cloudflared',
    },
  ],
  secret: {
    label: 'Token of a named tunnel (optional)',
    description: 'Without one it is a quick tunnel, whose address changes at every start.',
    isRequired: false,
  },
  steps: [
    'Install cloudflared on this computer.',
    'In the Cloudflare dashboard create a tunnel, and give it a public hostname that leads to http://127.0.0.1 with the port below.',
    'Copy its token and its address and enter them here.',
    'Test, then save.',
  ],
};
