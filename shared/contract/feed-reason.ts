/** The codes of missing events: closed sets beside the sentences for people. */
import { z } from 'zod';

/**
 * The faults of a vendor's API. `unreachable`: no answer. `refused`: the credentials are wrong or lack permissions.
 * `limited`: too many requests. `missing`: the requested object does not exist. `failed`: anything else.
 */
export const vendorFaults = ['unreachable', 'refused', 'limited', 'missing', 'failed'] as const;
export type VendorFault = (typeof vendorFaults)[number];

/**
 * The reasons of a subscription's state, besides the faults of the vendor's API.
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
 * The reasons of incompleteness, besides the faults of the vendor's API. `no-call-log`: the vendor has none. `limitation`: its
 * list is not complete. `no-credentials`: some are not entered. `not-stored`: found calls could not be stored.
 */
export const completenessReasonCodeSchema = z.enum([
  ...vendorFaults,
  'no-call-log',
  'limitation',
  'no-credentials',
  'not-stored',
]);
export type CompletenessReasonCode = z.infer<typeof completenessReasonCodeSchema>;
