import type { ProviderAnswer } from '../contract/provider.ts';

/** Suits status callbacks and action requests alike; an empty body of the latter is Twilio's error 12100. */
export const emptyResponse: ProviderAnswer = {
  status: 200,
  contentType: 'text/xml',
  body: '<?xml version="1.0" encoding="UTF-8"?><Response/>',
};
