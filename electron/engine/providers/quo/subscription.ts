/**
 * Quo: only webhooks that were made with the API are in the API's list, and those of the app are not
 * (quo.com/docs/mdx/guides/webhooks); the list tells `status`, and cannot change it.
 */
import { z } from 'zod';
import type { LiveSource } from '#shared/config/sources.ts';
import { healthy, isOwnAddress } from '../common/subscriptions.ts';
import { RepairError, type SubscriptionApi } from '../contract/subscription.ts';
import { quoApi } from './api.ts';

const listSchema = z.object({
  data: z.array(z.object({ url: z.string(), status: z.string().nullish() })),
});
const fix = 'Delete the webhook in Quo and make it again, then enter its new signing key in Settings.';

export const quoSubscriptions = (source: LiveSource): SubscriptionApi => ({
  async check(signal) {
    const answer = listSchema.safeParse(
      await quoApi(source).request({ method: 'GET', path: '/v1/webhooks', signal }),
    );
    const own = answer.success ? answer.data.data.filter(({ url }) => isOwnAddress(url, source)) : [];
    if (own.length === 0) return null;
    if (own.some(({ status }) => status !== 'disabled')) return healthy;
    return {
      state: 'disabled',
      reason: "Quo's webhook is turned off.",
      reasonCode: 'turned-off',
      fix,
      canRepair: false,
    };
  },
  repair: () => Promise.reject(new RepairError('not-repairable', fix)),
});
