/** Options that several providers share. */
import { z } from 'zod';
import { expecting } from '../format/schema-faults.ts';
import { isPrivateAddress } from '../util/private-address.ts';

/** The tolerance of Stripe's and of the Standard Webhooks SDKs, in seconds. */
export const defaultToleranceSeconds = 300;

/** Tolerance between a signed time and this computer's clock, in seconds. */
export const toleranceSecondsSchema = z
  .number('a number of seconds')
  .min(1, 'at least 1 second')
  .max(86_400, 'at most 86400 seconds (a day)')
  .default(defaultToleranceSeconds);

/** The option for vendors that do not authenticate requests. The unguessable path is then the only protection. */
export const unauthenticatedOption = {
  unauthenticated: z.boolean('true or false').default(false),
};

/** `options.apiBaseUrl` of every provider: another API server, e.g. the vendor's sandbox. */
export const apiBaseUrlSchema = z
  .url({ protocol: /^https?$/, error: 'an https URL' })
  .refine((text) => isPrivateAddress(new URL(text)), expecting('an https URL'));
