/** Dialpad. */
import { z } from 'zod';
import { isJsonType } from '../generic/media-types.ts';
import { defineProvider } from '../provider.ts';
import { unauthenticatedOption } from '../unauthenticated.ts';
import { type DialpadOptions, dialpadAuthenticator } from './authenticator.ts';
import { dialpadReader } from './reader.ts';

/** A token's media type is `application/jwt` by third-party notes only; nothing else of it is relied on. */
export const dialpad = defineProvider<DialpadOptions>({
  id: 'dialpad',
  methods: ['POST'],
  acceptsMediaType: (type) => isJsonType(type) || type === 'application/jwt' || type === 'text/plain',
  keptHeaders: () => [],
  options: z.strictObject(unauthenticatedOption),
  authenticator: dialpadAuthenticator,
  reader: () => dialpadReader,
});
