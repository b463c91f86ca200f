/** RingCentral MVP and RingEX. */
import { z } from 'zod';
import { isJsonType } from '../generic/media-types.ts';
import { defineProvider } from '../provider.ts';
import { unauthenticatedOption } from '../unauthenticated.ts';
import { type RingCentralOptions, ringCentralAuthenticator } from './authenticator.ts';
import { ringCentralReader } from './reader.ts';

export const ringcentral = defineProvider<RingCentralOptions>({
  id: 'ringcentral',
  methods: ['POST'],
  acceptsMediaType: isJsonType,
  keptHeaders: () => [],
  options: z.strictObject(unauthenticatedOption),
  authenticator: ringCentralAuthenticator,
  reader: () => ringCentralReader,
});
