/** JustCall. */
import { justcall as description } from '#shared/providers/justcall.ts';
import { isJsonType } from '../../util/media-types.ts';
import { defineProvider } from '../contract/provider.ts';
import { justCallAuthenticator } from './authenticator.ts';
import { justCallReader } from './reader.ts';

export const justcall = defineProvider(description, {
  methods: ['POST'],
  acceptsMediaType: isJsonType,
  keptHeaders: () => ['x-justcall-request-timestamp'],
  authenticator: justCallAuthenticator,
  reader: () => justCallReader,
  simulator: async () => (await import('./simulator.ts')).justcallSimulator,
});
