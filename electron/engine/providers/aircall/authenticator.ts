/**
 * Aircall signs nothing: every body carries the webhook's own `token` at its top level
 * (developer.aircall.io/docs/webhooks-overview; github hookdeck/webhook-skills skills/aircall-webhooks). It covers no
 * time and no content, so that whoever saw one request can send any other.
 *
 * The token is inside the JSON, so the body is parsed before anything is proved. That is `JSON.parse` alone, on at most
 * 128 KiB, and of the result one own property is looked at and compared in constant time.
 */

import { isObject, own } from '../../events/json.ts';
import { findSecret } from '../../signatures/compare.ts';
import { refuse } from '../../signatures/refusal.ts';
import { maxParsedBeforeProof } from '../../signatures/unverified-request.ts';
import { requireSecrets } from '../common/source-requirements.ts';
import type { Authenticator, ProviderSource } from '../contract/provider.ts';

/** @throws SourceError without a token. */
export function aircallAuthenticator({ secrets }: ProviderSource<unknown>): Authenticator {
  requireSecrets(secrets, "the webhook's token");
  return {
    verify({ body }) {
      if (body.length > maxParsedBeforeProof)
        return refuse('too-large', 'the body is larger than any that Aircall sends');
      let event: unknown;
      try {
        event = JSON.parse(body.toString('utf8'));
      } catch {
        return refuse('missing-proof', 'no token: the body is not JSON');
      }
      const token = isObject(event) ? own(event, 'token') : undefined;
      if (typeof token !== 'string') return refuse('missing-proof', 'no token: the body has no "token"');
      const secretIndex = findSecret(token, secrets);
      return secretIndex < 0
        ? refuse('mismatch', 'the token is another one')
        : { genuine: true, secretIndex };
    },
  };
}
