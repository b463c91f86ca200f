import type { subscriptionEngineMethods } from '#shared/contract/subscriptions.ts';
import type { NetworkHandlers } from '../methods/handler.ts';
import type { Subscriptions } from './feed-health.ts';

export interface SubscriptionContext {
  readonly subscriptions: Pick<Subscriptions, 'list' | 'repair' | 'confirmAddress' | 'move'>;
}

export const subscriptionHandlers: NetworkHandlers<
  keyof typeof subscriptionEngineMethods,
  SubscriptionContext
> = {
  'subscriptions.list': (_, { subscriptions }) => subscriptions.list(),
  'subscriptions.repair': ({ sourceId }, { subscriptions }) => subscriptions.repair(sourceId),
  'subscriptions.confirmAddress': ({ sourceId }, { subscriptions }) => subscriptions.confirmAddress(sourceId),
  'subscriptions.move': ({ sourceId }, { subscriptions }) => subscriptions.move(sourceId),
};
