/**
 * Aircall: a webhook that failed too often has `active` false, and is enabled again with an update
 * (developer.aircall.io/docs/webhooks-overview; GET and PUT /v1/webhooks, Basic authentication with API ID and token).
 */
import { z } from 'zod';
import type { LiveSource } from '#shared/config/sources.ts';
import { healthy, isFormerAddress, isOwnAddress } from '../common/subscriptions.ts';
import { RepairError, type SubscriptionApi } from '../contract/subscription.ts';
import { aircallApi } from './api.ts';

const webhookSchema = z.object({
  webhook_id: z.coerce.string(),
  url: z.string(),
  active: z.boolean(),
  token: z.string().nullish(),
});
type Webhook = z.infer<typeof webhookSchema>;
const pageSchema = z.object({
  webhooks: z.array(z.unknown()),
  meta: z.object({ next_page_link: z.string().nullish() }).nullish(),
});
const maxPages = 20;

export function aircallSubscriptions(source: LiveSource): SubscriptionApi {
  const api = aircallApi(source);

  const listed = async (signal: AbortSignal, isWanted: (url: string) => boolean): Promise<Webhook[]> => {
    const found: Webhook[] = [];
    for (let page = 1; page <= maxPages; page += 1) {
      const query = { per_page: '50', page: String(page) };
      const { webhooks, meta } = await api.request({
        method: 'GET',
        path: '/v1/webhooks',
        query,
        signal,
        schema: pageSchema,
      });
      for (const one of webhooks) {
        const webhook = webhookSchema.safeParse(one);
        if (webhook.success && isWanted(webhook.data.url)) found.push(webhook.data);
      }
      if (!meta?.next_page_link) break;
    }
    return found;
  };
  const own = (signal: AbortSignal) => listed(signal, (url) => isOwnAddress(url, source));

  return {
    async check(signal) {
      const list = await own(signal);
      const active = list.filter((webhook) => webhook.active);
      if (active.length > 0 && active.every(({ token }) => token && !source.secrets.includes(token)))
        return {
          state: 'failed',
          reason: "Aircall's webhook has another token than the one entered here.",
          reasonCode: 'other-token',
          fix: "Enter the webhook's token in Settings.",
          canRepair: false,
        };
      if (active.length > 0) return healthy;
      if (list.length > 0)
        return {
          state: 'disabled',
          reason: 'Aircall has turned the webhook off, because it failed too often.',
          reasonCode: 'turned-off',
          fix: 'Turn it on again.',
          canRepair: true,
        };
      return {
        state: 'failed',
        reason: 'Aircall has no webhook for this address.',
        reasonCode: 'not-registered',
        fix: 'Add it in the Aircall Dashboard, Integrations & API, and enter its token in Settings.',
        canRepair: false,
      };
    },
    async repair(signal) {
      const list = await own(signal);
      const off = list.find(({ active }) => !active);
      // Somebody was faster, and turned it on at the vendor's.
      if (!off && list.length > 0) return;
      if (!off) throw new RepairError('not-registered', 'Aircall has no webhook for this address.');
      const path = `/v1/webhooks/${off.webhook_id}`;
      await api.request({ method: 'PUT', path, body: { active: true }, signal });
    },
    // PUT /v1/webhooks/:id takes url and active; the token stays (developer.aircall.io/api-references, Update a webhook).
    async move(from, to, signal) {
      const list = await listed(signal, (url) => isFormerAddress(url, source, from));
      if (list.length === 0)
        throw new RepairError('not-registered', 'Aircall has no webhook for the old address.');
      for (const { webhook_id } of list) {
        const body = { url: to, active: true };
        await api.request({ method: 'PUT', path: `/v1/webhooks/${webhook_id}`, body, signal });
      }
    },
  };
}
