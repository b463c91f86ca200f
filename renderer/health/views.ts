import type { Delivery } from '#shared/call.ts';

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
