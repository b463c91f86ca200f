/** RingCentral MVP and RingEX. */
import { z } from 'zod';
import { isJsonType } from '../common/media-types.ts';
import { unauthenticatedOption } from '../common/unauthenticated.ts';
import { defineProvider } from '../contract/provider.ts';
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
