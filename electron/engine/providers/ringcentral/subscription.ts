/**
 * RingCentral: a failing address is blacklisted for good, and the subscription has to be made anew
 * (developers.ringcentral.com/guide/notifications/webhooks/troubleshooting); one that expires can be renewed before
 * (POST /restapi/v1.0/subscription/{id}/renew).
 */
import { z } from 'zod';
import type { LiveSource } from '#shared/config/sources.ts';
import { healthy, isFormerAddress, isOwnAddress } from '../common/subscriptions.ts';
import { RepairError, type SubscriptionApi } from '../contract/subscription.ts';
import { VendorError } from '../contract/vendor-error.ts';
import { ringCentralApi, ringCentralEventFilters } from './api.ts';

const subscriptionSchema = z.object({
  id: z.string(),
  /** Active, Suspended or Blacklisted. */
  status: z.string(),
  eventFilters: z.array(z.string()).default([]),
  expirationTime: z.string().nullish(),
  deliveryMode: z.object({ transportType: z.string(), address: z.string().nullish() }),
});
type Subscription = z.infer<typeof subscriptionSchema>;
const listSchema = z.object({ records: z.array(z.unknown()) });

const path = '/restapi/v1.0/subscription';
/** Renewed by itself when less than this is left. */
const soonMs = 24 * 3_600_000;
/** The longest that a webhook may have: 20 years, in seconds. */
const lifetimeSeconds = 630_720_000;

export function ringCentralSubscriptions(source: LiveSource, now: () => number): SubscriptionApi {
  const api = ringCentralApi(source);

  const webhooks = async (
    signal: AbortSignal,
    isWanted: (address: Subscription['deliveryMode']['address']) => boolean,
  ): Promise<Subscription[]> => {
    const { records } = await api.request({ method: 'GET', path, signal, schema: listSchema });
    return records.flatMap((record) => {
      const one = subscriptionSchema.safeParse(record);
      return one.success &&
        one.data.deliveryMode.transportType === 'WebHook' &&
        isWanted(one.data.deliveryMode.address)
        ? [one.data]
        : [];
    });
  };
  const own = (signal: AbortSignal) => webhooks(signal, (address) => isOwnAddress(address, source));
  const leftMs = ({ expirationTime }: Subscription): number =>
    expirationTime ? Date.parse(expirationTime) - now() : Number.POSITIVE_INFINITY;
  const newest = (list: readonly Subscription[]): Subscription | undefined =>
    list.filter(({ status }) => status === 'Active').sort((a, b) => leftMs(b) - leftMs(a))[0];
  const renew = (id: string, signal: AbortSignal) =>
    api.request({ method: 'POST', path: `${path}/${id}/renew`, signal });

  const replace = async (list: readonly Subscription[], address: string, signal: AbortSignal) => {
    const eventFilters = list[0]?.eventFilters ?? [];
    const body = {
      eventFilters: eventFilters.length > 0 ? eventFilters : ringCentralEventFilters,
      deliveryMode: {
        transportType: 'WebHook',
        address,
        ...(source.secrets[0] && { verificationToken: source.secrets[0] }),
      },
      expiresIn: lifetimeSeconds,
    };
    await api.request({ method: 'POST', path, body, signal });
    // Only now: as long as the new one is refused, the old one tells what was subscribed to.
    for (const { id } of list) await api.request({ method: 'DELETE', path: `${path}/${id}`, signal });
  };

  return {
    async check(signal) {
      const list = await own(signal);
      const active = newest(list);
      if (active && leftMs(active) > soonMs) return healthy;
      if (active) {
        try {
          await renew(active.id, signal);
          return healthy;
        } catch (error) {
          if (!(error instanceof VendorError)) throw error;
          return {
            state: 'expiring',
            reason: `RingCentral's subscription ends at ${active.expirationTime}, and could not be renewed.`,
            reasonCode: 'not-renewed',
            fix: 'Renew it.',
            canRepair: true,
          };
        }
      }
      if (list.length > 0)
        return {
          state: 'disabled',
          reason: 'RingCentral has stopped sending to this address, because it could not be reached.',
          reasonCode: 'turned-off',
          fix: 'Make the subscription again.',
          canRepair: true,
        };
      return {
        state: 'failed',
        reason: 'RingCentral has no subscription for this address.',
        reasonCode: 'not-registered',
        fix: source.publicUrl
          ? 'Make the subscription.'
          : 'Enter the public address in Settings, then make the subscription.',
        canRepair: source.publicUrl !== undefined,
      };
    },
    async repair(signal) {
      const list = await own(signal);
      const active = newest(list);
      if (active) return void (await renew(active.id, signal));
      const address = source.publicUrl ?? list[0]?.deliveryMode.address;
      if (!address)
        throw new RepairError('no-address', 'The public address of this phone system is not known.');
      await replace(list, address, signal);
    },
    async move(from, to, signal) {
      const list = await webhooks(signal, (address) => isFormerAddress(address, source, from));
      if (list.length === 0)
        throw new RepairError('not-registered', 'RingCentral has no subscription for the old address.');
      await replace(list, to, signal);
    },
  };
}
