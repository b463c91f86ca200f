/**
 * Telnyx: a Call Control application has the address and is active or not
 * (developers.telnyx.com/api-reference/call-control-applications). Calls may come by other applications, which are not in its list.
 */
import { z } from 'zod';
import type { LiveSource } from '#shared/config/sources.ts';
import { healthy, isFormerAddress, isOwnAddress } from '../common/subscriptions.ts';
import { RepairError, type SubscriptionApi } from '../contract/subscription.ts';
import { telnyxApi } from './api.ts';

const applicationSchema = z.object({
  id: z.coerce.string(),
  active: z.boolean().nullish(),
  application_name: z.string(),
  webhook_event_url: z.string(),
});
const listSchema = z.object({ data: z.array(z.unknown()) });

const path = '/v2/call_control_applications';

export function telnyxSubscriptions(source: LiveSource): SubscriptionApi {
  const api = telnyxApi(source);
  const applications = async (signal: AbortSignal, isWanted: (url: string) => boolean) => {
    const query = { 'page[size]': '250' };
    const answer = listSchema.safeParse(await api.request({ method: 'GET', path, query, signal }));
    return (answer.success ? answer.data.data : []).flatMap((one) => {
      const application = applicationSchema.safeParse(one);
      return application.success && isWanted(application.data.webhook_event_url) ? [application.data] : [];
    });
  };
  const own = (signal: AbortSignal) => applications(signal, (url) => isOwnAddress(url, source));
  return {
    async check(signal) {
      const list = await own(signal);
      if (list.length === 0) return null;
      if (list.some(({ active }) => active !== false)) return healthy;
      return {
        state: 'disabled',
        reason: "Telnyx's Call Control application is turned off.",
        reasonCode: 'turned-off',
        fix: 'Turn it on again.',
        canRepair: true,
      };
    },
    async repair(signal) {
      const list = await own(signal);
      const off = list.find(({ active }) => active === false);
      // Somebody was faster, and turned it on at the vendor's.
      if (!off && list.length > 0) return;
      if (!off) throw new RepairError('not-registered', 'Telnyx has no application for this address.');
      const { id, application_name, webhook_event_url } = off;
      const body = { application_name, webhook_event_url, active: true };
      await api.request({ method: 'PATCH', path: `${path}/${id}`, body, signal });
    },
    async move(from, to, signal) {
      const list = await applications(signal, (url) => isFormerAddress(url, source, from));
      if (list.length === 0)
        throw new RepairError('not-registered', 'Telnyx has no application for the old address.');
      for (const { id, application_name } of list) {
        const body = { application_name, webhook_event_url: to };
        await api.request({ method: 'PATCH', path: `${path}/${id}`, body, signal });
      }
    },
  };
}
