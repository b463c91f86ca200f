/** Answers that several vendors take for success. */
import type { ProviderAnswer } from '../contract/provider.ts';

/** Suits status callbacks and action requests alike; an empty body of the latter is Twilio's error 12100. */
export const emptyXmlResponse: ProviderAnswer = {
  status: 200,
  contentType: 'text/xml',
  body: '<?xml version="1.0" encoding="UTF-8"?><Response/>',
};

/** An answer with a body is taken for call control by some vendors. */
export const noContent: ProviderAnswer = { status: 204, contentType: null, body: '' };
