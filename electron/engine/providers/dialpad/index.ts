/** Dialpad. */
import { isJsonType } from '../common/media-types.ts';
import { defineProvider } from '../contract/provider.ts';
import { dialpadAuthenticator } from './authenticator.ts';
import { type DialpadOptions, dialpadOptionsSchema } from './options.ts';
import { dialpadReader } from './reader.ts';

/** A token's media type is `application/jwt` by third-party notes only; nothing else of it is relied on. */
export const dialpad = defineProvider<DialpadOptions>({
  id: 'dialpad',
  methods: ['POST'],
  acceptsMediaType: (type) => isJsonType(type) || type === 'application/jwt' || type === 'text/plain',
  keptHeaders: () => [],
  options: dialpadOptionsSchema,
  authenticator: dialpadAuthenticator,
  reader: () => dialpadReader,
});
