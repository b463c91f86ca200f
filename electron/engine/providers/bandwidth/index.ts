/** Bandwidth Programmable Voice (BXML). */
import { isJsonType } from '../common/media-types.ts';
import { defineProvider } from '../contract/provider.ts';
import { bandwidthAuthenticator } from './authenticator.ts';
import { type BandwidthOptions, bandwidthOptionsSchema } from './options.ts';
import { bandwidthReader } from './reader.ts';

export const bandwidth = defineProvider<BandwidthOptions>({
  id: 'bandwidth',
  methods: ['POST', 'GET'],
  acceptsMediaType: isJsonType,
  keptHeaders: () => [],
  // What Bandwidth's documentation expects of events that want no BXML; none is executed.
  accepted: { status: 204, contentType: null, body: '' },
  options: bandwidthOptionsSchema,
  authenticator: bandwidthAuthenticator,
  reader: () => bandwidthReader,
});
