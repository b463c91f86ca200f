/** Plivo Voice. */
import { z } from 'zod';
import { isFormType } from '../common/media-types.ts';
import { defineProvider } from '../contract/provider.ts';
import { plivoAuthenticator } from './authenticator.ts';
import { plivoReader } from './reader.ts';

export const plivo = defineProvider<Record<string, never>>({
  id: 'plivo',
  methods: ['POST', 'GET'],
  acceptsMediaType: isFormType,
  keptHeaders: () => [],
  // Answer and action URLs want XML; hangup and callback URLs ignore it (docs.plivo.com/docs/voice/xml/request).
  accepted: {
    status: 200,
    contentType: 'text/xml',
    body: '<?xml version="1.0" encoding="UTF-8"?><Response/>',
  },
  options: z.strictObject({}),
  authenticator: plivoAuthenticator,
  reader: () => plivoReader,
});
