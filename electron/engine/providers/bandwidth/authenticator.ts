/**
 * HTTP Basic (RFC 7617) with the callback credentials. Bandwidth sends them only on a second request, after a 401 with a
 * `WWW-Authenticate: Basic` challenge to the first; without the challenge the event is lost (github Bandwidth/api-docs pull
 * 508, Bandwidth/bandwidth.github.io pull 539). They cover neither the time nor the content.
 */
import type { BandwidthOptions } from '#shared/providers/bandwidth.ts';
import { findSecret } from '../../signatures/compare.ts';
import { refuse } from '../../signatures/refusal.ts';
import { basicCredentials, header } from '../../signatures/unverified-request.ts';
import { authenticatorOrAcceptAll } from '../common/source-requirements.ts';
import { type Authenticator, type ProviderSource, SourceError } from '../contract/provider.ts';

const challenge = { headers: { 'www-authenticate': 'Basic realm="Ringback"' } };

/** @throws SourceError without credentials, or when they are not "user:password". */
export function bandwidthAuthenticator({
  secrets,
  options: { unauthenticated },
}: ProviderSource<BandwidthOptions>): Authenticator {
  return authenticatorOrAcceptAll(
    { hasSecret: secrets.length > 0, unauthenticated },
    'the callback credentials as "user:password"',
    () => withCredentials(secrets),
  );
}

function withCredentials(secrets: readonly string[]): Authenticator {
  for (const [index, secret] of secrets.entries())
    if (!/^[^:]+:./.test(secret))
      throw new SourceError('unexpected', `secrets[${index}]`, 'expected "user:password"');
  return {
    verify({ headers }) {
      if (header(headers, 'authorization') === undefined)
        return refuse(
          'missing-proof',
          'no credentials yet: Bandwidth sends them when it is asked to',
          challenge,
        );
      const claimed = basicCredentials(headers);
      if (claimed === null)
        return refuse('malformed-proof', 'header Authorization carries no Basic credentials', challenge);
      const secretIndex = findSecret(claimed, secrets);
      return secretIndex < 0
        ? refuse('mismatch', 'user or password is another one', challenge)
        : { genuine: true, secretIndex };
    },
  };
}
