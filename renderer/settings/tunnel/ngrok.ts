import type { TunnelForm } from './tunnel-form.ts';

/** The form of ngrok: https://ngrok.com/docs/universal-gateway/domains/ */
export const ngrok: TunnelForm = {
  kind: 'ngrok',
  summary: 'Nothing to install, and free for one computer.',
  fields: [
    {
      kind: 'text',
      name: 'domain',
      label: 'Domain (optional)',
      description: 'If empty, ngrok assigns one, and Ringback keeps it.',
      placeholder: 'acme.ngrok.app',
    },
    {
      kind: 'number',
      name: 'monthlyRequests',
      label: 'Requests a month (optional)',
      description:
        'What the plan includes. Ringback proves that it listens with up to 60 % of them: every 4 min on the free plan, every 18 s from 270,000 on.',
      placeholder: '20000',
    },
  ],
  secret: {
    label: 'Authtoken',
    description: 'In the ngrok dashboard under Your Authtoken. It stays on this computer.',
    isRequired: true,
  },
  steps: [
    'Create an account at ngrok.com.',
    'Open Your Authtoken in its dashboard, copy the token and paste it here.',
    'Open Domains, copy the domain of the account and enter it here.',
    'Test, then save.',
  ],
};
