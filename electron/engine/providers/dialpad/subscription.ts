/** Dialpad: a call event subscription with a webhook is enabled or not (github dialpad/dialpad-python-sdk schemas/call_event_subscription.py). */
import { z } from 'zod';
import type { LiveSource } from '#shared/config/sources.ts';
import { healthy, isOwnAddress } from '../common/subscriptions.ts';
import { RepairError, type SubscriptionApi } from '../contract/subscription.ts';
import { dialpadApi, dialpadList } from './api.ts';

const subscriptionSchema = z.object({
  id: z.union([z.number(), z.string()]).transform(String),
  enabled: z.boolean().nullish(),
  webhook: z.object({ hook_url: z.string().nullish() }).nullish(),
});
const path = '/api/v2/subscriptions/call';

export function dialpadSubscriptions(source: LiveSource): SubscriptionApi {
  const api = dialpadApi(source);
  const own = async (signal: AbortSignal) =>
    (await dialpadList(api, { path, item: subscriptionSchema, signal })).filter(({ webhook }) =>
      isOwnAddress(webhook?.hook_url, source),
    );
  return {
    async check(signal) {
      const list = await own(signal);
      if (list.some(({ enabled }) => enabled !== false)) return healthy;
      if (list.length > 0)
        return {
          state: 'disabled',
          reason: "Dialpad's call event subscription is turned off.",
          reasonCode: 'turned-off',
          fix: 'Turn it on again.',
          canRepair: true,
        };
      return {
        state: 'failed',
        reason: 'Dialpad has no call event subscription for this address.',
        reasonCode: 'not-registered',
        fix: 'Make one with Dialpad’s API, or choose the socket in Settings.',
        canRepair: false,
      };
    },
    async repair(signal) {
      const list = await own(signal);
      const off = list.find(({ enabled }) => enabled === false);
      // Somebody was faster, and turned it on at the vendor's.
      if (!off && list.length > 0) return;
      if (!off) throw new RepairError('not-registered', 'Dialpad has no subscription for this address.');
      await api.request({ method: 'PATCH', path: `${path}/${off.id}`, body: { enabled: true }, signal });
    },
  };
}
