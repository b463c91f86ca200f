/** What a scheme cannot do without: secrets, the public address, or the consent to take requests that nothing proves. */
import { type Authenticator, SourceError } from '../contract/provider.ts';

/** Requires at least one secret. @param what what the vendor calls it, e.g. "the account's auth token". @throws SourceError */
export function requireSecrets(secrets: readonly string[], what: string): void {
  if (secrets.length === 0) throw new SourceError('missing', 'secrets', `expected ${what}`);
}

/**
 * Requires the public address, which the signature covers.
 * @param publicUrl as registered with the vendor, who signs it.
 * @param where where the rep finds it, e.g. "in the Twilio console".
 * @throws SourceError
 */
export function requirePublicUrl(publicUrl: string | undefined, where: string): string {
  if (!publicUrl)
    throw new SourceError(
      'missing',
      'publicUrl',
      `expected the webhook address as entered ${where}; its signature covers it`,
    );
  return publicUrl;
}

const acceptAll: Authenticator = { verify: () => ({ genuine: true, secretIndex: null }) };

/**
 * The authenticator of a provider that can do without a secret.
 * @param expected what is missing without a secret, for the message: "expected the ...".
 * @throws SourceError when there is no secret and the option is not set, or a secret beside the option.
 */
export function authenticatorOrAcceptAll(
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
