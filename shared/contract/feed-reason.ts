/** Why events of a phone system may be missing: closed sets of codes beside the sentences that people read. */
import { z } from 'zod';

/**
 * Why a vendor's API did not do what was asked. `unreachable`: no answer. `refused`: the credentials are wrong, or do not
 * suffice. `limited`: too many requests. `missing`: what was asked for does not exist. `failed`: anything else.
 */
export const vendorFaults = ['unreachable', 'refused', 'limited', 'missing', 'failed'] as const;
export type VendorFault = (typeof vendorFaults)[number];

/**
 * About a subscription, beside the faults of the vendor's API.
 *
 * Of a socket: `disconnected`; `no-socket`, the vendor offers none; `no-credentials`, some are not entered; `bad-options`.
 * Of a webhook: `turned-off` at the vendor; `not-registered`, the vendor does not know the address; `other-token`, it sends
 * another one than was entered; `not-renewed`, it expires soon; `check-overdue`, the vendor's repeated check did not come;
 * `silent`, against its usual pattern; `no-event-yet`; `old-address`, it still calls the address that the tunnel had before.
 */
export const subscriptionReasonCodeSchema = z.enum([
  ...vendorFaults,
  'disconnected',
  'no-socket',
  'no-credentials',
  'bad-options',
  'turned-off',
  'not-registered',
  'other-token',
  'not-renewed',
  'check-overdue',
  'silent',
  'no-event-yet',
  'old-address',
]);
export type SubscriptionReasonCode = z.infer<typeof subscriptionReasonCodeSchema>;

/**
 * About a call log, beside the faults of the vendor's API. `no-call-log`: the vendor has none to look into. `limitation`: its
 * list does not tell everything. `no-credentials`: some are not entered. `not-stored`: what it told could not be kept.
 */
export const completenessReasonCodeSchema = z.enum([
  ...vendorFaults,
  'no-call-log',
  'limitation',
  'no-credentials',
  'not-stored',
]);
export type CompletenessReasonCode = z.infer<typeof completenessReasonCodeSchema>;
