/** The refusal of a request: a code for code to decide by, and a sentence for people. */
import type { RefusalCode } from '#shared/contract/delivery-reason.ts';

export interface Refusal {
  readonly genuine: false;
  readonly code: RefusalCode;
  /** Lower case, without a full stop, and without anything secret. */
  readonly reason: string;
  /** For the 401, e.g. a `www-authenticate` challenge. */
  readonly headers?: Readonly<Record<string, string>>;
  /**
   * For a refused time: a moment at which the request would be accepted, in milliseconds since the Unix epoch. The caller
   * verifies again as of that moment, and so tells a wrong clock from a forgery.
   */
  readonly claimedAt?: number;
}

/** Makes a refusal. */
export const refuse = (
  code: RefusalCode,
  reason: string,
  more: Pick<Refusal, 'headers' | 'claimedAt'> = {},
): Refusal => ({ genuine: false, code, reason, ...more });
