/** What a scheme cannot do without. */
import { SourceError } from '../contract/provider.ts';

/** @param what what the vendor calls it, e.g. "the account's auth token". @throws SourceError */
export function requireSecrets(secrets: readonly string[], what: string): void {
  if (secrets.length === 0) throw new SourceError('missing', 'secrets', `expected ${what}`);
}

/**
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
