/** What an `hmac` source's options mean, presets included. */
import type { HmacOptions } from '#shared/providers/hmac.ts';

/** The headers that may carry the signature, in lower case. */
export function signatureHeaders(options: HmacOptions): readonly string[] {
  if (options.header) return [options.header];
  if (options.preset === 'github') return ['x-hub-signature-256'];
  // The header's name varies among those who sign the Stripe way.
  return options.preset === 'stripe' ? ['stripe-signature', 'x-signature'] : ['x-signature'];
}

export const signaturePrefix = (options: HmacOptions): string =>
  options.prefix ?? (options.preset === 'github' ? `${options.algorithm}=` : '');

export const eventIdHeader = (options: HmacOptions): string | undefined =>
  options.eventIdHeader ?? (options.preset === 'github' ? 'x-github-delivery' : undefined);
