import { z } from 'zod';
import { type Delivery, deliveryOutcomes } from '#shared/contract/deliveries.ts';

/** What Health shows, one at a time. */
export const healthViews = ['sources', 'deliveries', 'quarantine', 'dead-letters'] as const;
export type HealthView = (typeof healthViews)[number];
export type DeliveryView = Exclude<HealthView, 'sources'>;

export const viewNames: Record<HealthView, string> = {
  sources: 'Phone systems',
  deliveries: 'Deliveries',
  quarantine: 'Quarantine',
  'dead-letters': 'Dead letters',
};

/** Outcomes of the deliveries in a view; none stands for all. */
export const viewOutcomes: Record<DeliveryView, readonly Delivery['outcome'][]> = {
  deliveries: [],
  quarantine: ['rejected'],
  'dead-letters': ['failed'],
};

/** Health's part of the address: the view, and the outcome that the list of all deliveries is narrowed to. */
export const healthSearch = z.object({
  view: z.enum(healthViews).optional().catch(undefined),
  outcome: z.enum(deliveryOutcomes).optional().catch(undefined),
});
