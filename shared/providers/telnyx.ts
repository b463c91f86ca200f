import { z } from 'zod';
import { describeProvider, secretCredential } from './description.ts';

/** https://developers.telnyx.com/docs/voice/programmable-voice/receiving-webhooks */
export const telnyx = describeProvider({
  id: 'telnyx',
  name: 'Telnyx',
  vendor: 'Telnyx',
  summary: 'Voice API and TeXML applications',
  secret: {
    label: 'Public key',
    description: 'In the Telnyx portal under Keys & Credentials, Public Key. It is not an API key.',
  },
  publicUrl: {
    isRequired: false,
    description: 'The address that Telnyx posts to, for copying.',
  },
  publishedAddresses: {
    addresses: [
      '192.76.120.128/29',
      '192.76.120.136/29',
      '192.76.120.144/29',
      '185.246.41.0/29',
      '185.246.41.8/29',
      '185.246.41.16/29',
      '103.115.244.0/29',
      '103.115.244.8/29',
    ],
    source: 'https://developers.telnyx.com/docs/voice/sip-trunking/network-configuration/ip-whitelisting',
    asOf: '2026-11-23',
  },
  credentials: [
    secretCredential('apiKey', 'API key', 'Telnyx Mission Control Portal, API Keys; begins with KEY.'),
  ],
  callLog: { limitation: null },
  options: z.strictObject({}),
  steps: [
    'In the Telnyx portal open Voice, Programmable Voice, and edit the application of the number.',
    'Set the webhook URL, or the failover URL, to the address, with API version 2.',
    'For a TeXML application set its status callback to the address, with POST.',
    'There, set it as statusCallback of each <Number> and as recordingStatusCallback of <Record>, too.',
    'Copy the public key from Keys & Credentials and paste it here.',
    'Call the number from another phone, and hang up before anyone answers.',
  ],
});
