import type { TunnelForm } from './tunnel-form.ts';

/** The form of an SSH remote forward (RFC 4254, section 7.1): OpenSSH, sish, pgrok. */
export const ssh: TunnelForm = {
  kind: 'ssh',
  summary: "The company's own server forwards to this computer: OpenSSH, sish or pgrok.",
  fields: [
    { kind: 'text', name: 'host', label: 'Server', placeholder: 'relay.example.com' },
    { kind: 'number', name: 'port', label: 'Port of SSH', placeholder: '22' },
    { kind: 'text', name: 'user', label: 'User', placeholder: 'ringback' },
    {
      kind: 'text',
      name: 'keyFile',
      label: 'Private key (optional)',
      description: 'Path of the file. If empty, the SSH agent is used.',
      placeholder: '~/.ssh/id_ed25519',
    },
    {
      kind: 'text',
      name: 'publicUrl',
      label: 'Public address',
      description: 'The https address that the server forwards from.',
      placeholder: 'https://calls.example.com',
    },
    {
      kind: 'text',
      name: 'bindAddress',
      label: 'Address to listen on',
      description: 'On the server. sish and pgrok take the wanted name here.',
      placeholder: 'localhost',
    },
    {
      kind: 'number',
      name: 'bindPort',
      label: 'Port to listen on',
      description: 'On the server, where its web server forwards to.',
      placeholder: '80',
    },
    {
      kind: 'text',
      name: 'hostKey',
      label: "Server's key (optional)",
      description: 'If empty, the first key seen is kept, and any other is refused later.',
      placeholder: 'SHA256:...',
    },
  ],
  secret: {
    label: 'Passphrase of the key (optional)',
    description: 'Only where the private key has one.',
    isRequired: false,
  },
  steps: [
    'Have the server accept the public key for this user, with remote forwarding allowed.',
    'Have its web server forward the public https address to the port.',
    'Test, then save.',
  ],
};
