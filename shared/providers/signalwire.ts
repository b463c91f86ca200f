import { z } from 'zod';
import { describeProvider, plainCredential, secretCredential } from './description.ts';

/** https://developer.signalwire.com/guides/webhook-security */
export const signalwire = describeProvider({
  id: 'signalwire',
  name: 'SignalWire',
  vendor: 'SignalWire',
  summary: 'cXML and SWML numbers',
  secret: {
    label: 'Signing key',
    description: 'In the SignalWire dashboard under API Credentials, Signing Key. It begins with PSK.',
  },
  publicUrl: {
    isRequired: true,
    description: 'The address that SignalWire posts to, exactly as entered there. The signature covers it.',
  },
  credentials: [
    plainCredential(
      'space',
      'Space',
      'The name before .signalwire.com in your SignalWire dashboard’s address.',
    ),
    plainCredential('projectId', 'Project ID', 'SignalWire dashboard, API.'),
    secretCredential('apiToken', 'API token', 'SignalWire dashboard, API.'),
  ],
  callLog: { limitation: null },
  options: z.strictObject({}),
  steps: [
    'In the SignalWire dashboard open Phone Numbers and edit the settings of the number.',
    'Set the status change webhook to the address, with POST.',
    'Without these, a call that only your greeting answered counts as answered:',
    'In your cXML give <Dial> the address as its action, where no verb follows it.',
    'Elsewhere, set it as statusCallback of the <Number>, <Client> or <Sip> in it.',
    'Set it as recordingStatusCallback of each <Record>.',
    'Copy the signing key from API Credentials and paste it here.',
    'Call the number from another phone, and hang up before anyone answers.',
  ],
});
