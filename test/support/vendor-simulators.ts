/** Every vendor's simulator, loaded: for what cannot wait for one. */

import type { SimulatedEvent } from '#shared/contract/simulator.ts';
import { type ProviderId, providerIds } from '#shared/providers/index.ts';
import type {
  SimulatedSource,
  VendorRequest,
  VendorSimulator,
} from '../../electron/engine/providers/contract/simulator.ts';
import { providers } from '../../electron/engine/providers/index.ts';
import { requestsOf } from '../../electron/engine/simulator/scenarios.ts';

const loaded = await Promise.all(
  providerIds.map(async (id) => [id, await providers[id].simulator()] as const),
);

export const vendorSimulators = Object.fromEntries(loaded) as Readonly<Record<ProviderId, VendorSimulator>>;

/** As the engine's `simulate`, without waiting. */
export const simulateNow = (event: SimulatedEvent, source: SimulatedSource, now: number): VendorRequest[] =>
  requestsOf(event, vendorSimulators[source.provider], source, now);
