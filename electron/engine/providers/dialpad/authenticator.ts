/**
 * With a secret, the whole body is one JSON Web Token signed with HS256; without one, it is plain JSON that proves nothing
 * (developers.dialpad.com/docs/event-subscriptions; github dialpad/dialpad-python-sdk resources/webhooks_resource.py).
 * Dialpad's tokens have been seen without any time; where one has `iat` or `exp`, it is held to 300 s.
 */
import type { DialpadOptions } from '#shared/providers/dialpad.ts';
import { refuseClaims } from '../../signatures/claims.ts';
import { verifyJws } from '../../signatures/jws.ts';
import { refuse } from '../../signatures/refusal.ts';
import { defaultToleranceSeconds } from '../../signatures/timestamp.ts';
import { authenticatorOrAcceptAll } from '../common/source-requirements.ts';
import type { Authenticator, HookRequest, ProviderSource, Verdict } from '../contract/provider.ts';

/** @throws SourceError without a secret, unless the options allow it. */
export const dialpadAuthenticator = ({ secrets, options }: ProviderSource<DialpadOptions>): Authenticator =>
  authenticatorOrAcceptAll(
    { hasSecret: secrets.length > 0, unauthenticated: options.unauthenticated },
    "expected the webhook's secret",
    () => ({ verify: (request, now) => verifyToken(request, now, secrets) }),
  );

function verifyToken({ body }: HookRequest, now: number, secrets: readonly string[]): Verdict {
  const text = body.toString('latin1').trim();
  const token = verifyJws(text, 'HS256', secrets);
  // What is sent where no secret was given to Dialpad.
  if (!token.genuine)
    return text === '' || text.startsWith('{') ? { ...token, code: 'missing-proof' } : token;
  let claims: unknown;
  try {
    claims = JSON.parse(token.payload.toString('utf8'));
  } catch {
    return refuse('malformed-proof', 'the token holds no JSON');
  }
  const refused = refuseClaims(claims, now, defaultToleranceSeconds);
  return refused ?? { genuine: true, secretIndex: token.secretIndex };
}
