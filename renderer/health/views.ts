import { z } from 'zod';
import { type Delivery, deliveryOutcomes } from '#shared/contract/deliveries.ts';

/** The views of Health. */
export const healthViews = ['sources', 'deliveries', 'quarantine', 'dead-letters'] as const;
export type HealthView = (typeof healthViews)[number];
export type DeliveryView = Exclude<HealthView, 'sources'>;

export const viewNames: Record<HealthView, string> = {
  sources: 'Phone systems',
  deliveries: 'Deliveries',
  quarantine: 'Quarantine',
  'dead-letters': 'Dead letters',
};

/** The outcomes in each view; none means all. */
export const viewOutcomes: Record<DeliveryView, readonly Delivery['outcome'][]> = {
  deliveries: [],
  quarantine: ['rejected'],
  'dead-letters': ['failed'],
};

/** Search parameters of Health: the view, and the outcome filter of all deliveries. */
export const healthSearch = z.object({
  view: z.enum(healthViews).optional().catch(undefined),
  outcome: z.enum(deliveryOutcomes).optional().catch(undefined),
});
