/** Bandwidth Programmable Voice (BXML). */
import { z } from 'zod';
import { isJsonType } from '../generic/media-types.ts';
import { defineProvider } from '../provider.ts';
import { unauthenticatedOption } from '../unauthenticated.ts';
import { bandwidthAuthenticator } from './authenticator.ts';
import { bandwidthReader } from './reader.ts';

const bandwidthOptionsSchema = z.strictObject(unauthenticatedOption);
export type BandwidthOptions = z.infer<typeof bandwidthOptionsSchema>;

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
