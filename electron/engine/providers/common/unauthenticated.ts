/** Sources whose vendor offers nothing that proves a request, or was not asked to: their path is the only protection. */
import { type Authenticator, SourceError } from '../contract/provider.ts';

const acceptAll: Authenticator = { verify: () => ({ genuine: true, secretIndex: null }) };

/**
 * The authenticator of a provider that can do without a secret.
 * @param expected what is missing without a secret, for the message: "expected the ...".
 * @throws SourceError when there is no secret and the option is not set, or a secret beside the option.
 */
export function authenticatorUnlessOpen(
  { hasSecret, unauthenticated }: { hasSecret: boolean; unauthenticated: boolean },
  expected: string,
  withSecrets: () => Authenticator,
): Authenticator {
  if (hasSecret && unauthenticated)
    throw new SourceError(
      'refused',
      'options.unauthenticated',
      'this source has a secret; leave one of the two out',
    );
  if (hasSecret) return withSecrets();
  if (unauthenticated) return acceptAll;
  throw new SourceError(
    'missing',
    'secrets',
    `${expected}; without one, options.unauthenticated = true makes the unguessable path the only protection`,
  );
}
