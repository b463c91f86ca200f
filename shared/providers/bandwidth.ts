import { z } from 'zod';
import { unauthenticatedOption } from './common-options.ts';
import { describeProvider, type OptionsOf } from './description.ts';

/** https://dev.bandwidth.com/docs/voice/webhooks */
export const bandwidth = describeProvider({
  id: 'bandwidth',
  name: 'Bandwidth',
  vendor: 'Bandwidth',
  summary: 'Voice applications (BXML)',
  secret: {
    label: 'Callback credentials',
    description: 'User and password of the callbacks, with a colon between them: user:password.',
  },
  publicUrl: {
    isRequired: false,
    description: 'The address that Bandwidth posts to, for copying.',
  },
  options: z.strictObject(unauthenticatedOption),
  steps: [
    'In the Bandwidth dashboard open Applications and edit the voice application of the number.',
    'Set the call status URL to the address, with POST, and leave the initiated URL as it is.',
    'Set it as transferCompleteUrl of <Transfer> and recordingAvailableUrl of <Record> in your BXML.',
    'Turn on callback user and password, choose both, and enter them here.',
    'Call the number from another phone, and hang up before anyone answers.',
  ],
});
export type BandwidthOptions = OptionsOf<typeof bandwidth>;
