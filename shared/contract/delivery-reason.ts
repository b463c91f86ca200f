/** Why a delivery was refused or could not be processed: a closed set of codes beside the sentences that people read. */
import { z } from 'zod';

/**
 * Why a request is refused.
 *
 * Before it is read: `method`, `plain-http`, `address-not-allowed`, `too-large` and `media-type`.
 *
 * By its authentication: `missing-proof`, it has no signature or token; `malformed-proof`, its proof does not have the
 * vendor's form; `unsupported-algorithm`, its algorithm or version is not accepted; `mismatch`, it is signed with another
 * secret, or over other content; `body-mismatch`, its proof is genuine but belongs to another body; `wrong-application` and
 * `wrong-audience`, it is meant for another application or address; `expired` and `not-yet-valid`, its time is too far
 * behind or ahead of this computer's clock.
 *
 * `malformed`: it cannot be read.
 */
export const refusalCodes = [
  'method',
  'plain-http',
  'address-not-allowed',
  'too-large',
  'media-type',
  'missing-proof',
  'malformed-proof',
  'unsupported-algorithm',
  'mismatch',
  'body-mismatch',
  'wrong-application',
  'wrong-audience',
  'expired',
  'not-yet-valid',
  'malformed',
] as const;
export type RefusalCode = (typeof refusalCodes)[number];

/**
 * Why a genuine delivery cannot be processed, apart from `malformed`. `unreadable`: reading it failed unexpectedly.
 * `source-removed`: its phone system is no longer in Settings. `too-many-events`: its call has more than a real one.
 */
const failureCodes = ['unreadable', 'source-removed', 'too-many-events'] as const;
export type FailureCode = 'malformed' | (typeof failureCodes)[number];

export const deliveryReasonCodeSchema = z.enum([...refusalCodes, ...failureCodes]);
export type DeliveryReasonCode = z.infer<typeof deliveryReasonCodeSchema>;
