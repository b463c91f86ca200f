import type { Call } from '#shared/contract/calls.ts';
import type { deliveryEngineMethods, ReprocessResult } from '#shared/contract/deliveries.ts';
import type { StoreHandlers } from '../methods/handler.ts';
import type { DeliveryQueries } from './delivery-queries.ts';

export interface DeliveryContext {
  readonly deliveries: DeliveryQueries;
  /** @param ids absent for all dead letters. */
  reprocess(ids: readonly string[] | undefined, dryRun: boolean): ReprocessResult[];
  /** Dead letters were processed after all: these calls are new or changed, and notifications may be due. */
  onReprocessed(calls: readonly Call[]): void;
}

/** Answers what is asked of deliveries. */
export const deliveryHandlers: StoreHandlers<
  Exclude<keyof typeof deliveryEngineMethods, 'deliveries.rescue'>,
  DeliveryContext
> = {
  'deliveries.list': { durable: false, run: (page, { deliveries }) => deliveries.list(page) },
  'deliveries.get': { durable: false, run: ({ id }, { deliveries }) => deliveries.get(Number(id)) },
  'deliveries.reprocess': {
    durable: true,
    run: ({ ids, dryRun }, { reprocess }) => ({ results: reprocess(ids, dryRun) }),
    afterwards({ results }, { dryRun }, { onReprocessed }) {
      // What a dry run changed is undone already.
      if (!dryRun) onReprocessed(results.flatMap(({ calls }) => calls));
    },
  },
};
