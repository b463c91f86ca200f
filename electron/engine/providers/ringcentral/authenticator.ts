/**
 * RingCentral signs nothing. Who creates the subscription may set `deliveryMode.verificationToken` (`validationToken` in older
 * versions); it then comes back with every event in the header `Verification-Token` (older: `Validation-Token`)
 * (github ringcentral/ringcentral-api-docs docs/notifications/webhooks/receiving.md, both versions of it). It carries no
 * time, so that a request that was overheard can be sent again.
 *
 * Before a subscription exists, RingCentral posts an empty body with a `Validation-Token` of its own making and wants that
 * header back, with 200, `application/json` and at most 1,024 bytes, within 3 s
 * (docs/notifications/webhooks/creating-webhooks.md). That value is not the configured one, and says nothing about who
 * asks; the answer tells a stranger nothing either, and no event is accepted without the configured token.
 */
import { findSecret } from '../../signatures/compare.ts';
import { refuse } from '../../signatures/refusal.ts';
import { header } from '../../signatures/unverified-request.ts';
import { authenticatorOrAcceptAll } from '../common/source-requirements.ts';
import type { Authenticator, ProviderSource, Verdict } from '../contract/provider.ts';

export interface RingCentralOptions {
  unauthenticated: boolean;
}

/** Leaves room for the other headers in an answer of 1,024 bytes. */
const echoable = /^[\x21-\x7e]{1,512}$/;

/** @throws SourceError without a token, unless the options allow it. */
export function ringCentralAuthenticator({
  secrets,
  options,
}: ProviderSource<RingCentralOptions>): Authenticator {
  const { verify } = authenticatorOrAcceptAll(
    { hasSecret: secrets.length > 0, unauthenticated: options.unauthenticated },
    "expected the subscription's verification token",
    () => ({ verify: ({ headers }) => verifyToken(headers, secrets) }),
  );
  return {
    verify,
    handshake({ headers, body }) {
      const token = header(headers, 'validation-token');
      // An event may carry the header too: only an empty body is a handshake.
      if (body.length > 0 || token === undefined || !echoable.test(token)) return null;
      // Whoever shows a verification token shows the right one.
      const shown = header(headers, 'verification-token');
      if (secrets.length > 0 && shown !== undefined && findSecret(shown, secrets) < 0) return null;
      return {
        status: 200,
        contentType: 'application/json',
        body: '',
        headers: { 'validation-token': token },
      };
    },
  };
}

function verifyToken(headers: Parameters<typeof header>[0], secrets: readonly string[]): Verdict {
  const claimed = ['verification-token', 'validation-token'].flatMap((name) => header(headers, name) ?? []);
  if (claimed.length === 0)
    return refuse('missing-proof', 'no token: header Verification-Token or Validation-Token is missing');
  for (const token of claimed) {
    const secretIndex = findSecret(token, secrets);
    if (secretIndex >= 0) return { genuine: true, secretIndex };
  }
  return refuse('mismatch', 'the verification token is another one');
}
