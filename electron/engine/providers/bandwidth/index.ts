/** Bandwidth Programmable Voice (BXML). */
import { bandwidth as description } from '#shared/providers/bandwidth.ts';
import { isJsonType } from '../../util/media-types.ts';
import { noContent } from '../common/answers.ts';
import { defineProvider } from '../contract/provider.ts';
import { bandwidthAuthenticator } from './authenticator.ts';
import { bandwidthReader } from './reader.ts';

export const bandwidth = defineProvider(description, {
  methods: ['POST', 'GET'],
  acceptsMediaType: isJsonType,
  keptHeaders: () => [],
  // What Bandwidth's documentation expects of events that want no BXML; none is executed.
  accepted: noContent,
  authenticator: bandwidthAuthenticator,
  reader: () => bandwidthReader,
  simulator: async () => (await import('./simulator.ts')).bandwidthSimulator,
});
