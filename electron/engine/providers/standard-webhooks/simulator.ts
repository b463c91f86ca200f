/** Standard Webhooks with the generic event. */
import { genericEvents } from '../common/simulated-generic-event.ts';
import { signStandardWebhook } from '../common/simulation.ts';
import { SimulatorError, type VendorSimulator } from '../contract/simulator.ts';

export const standardWebhooksSimulator: VendorSimulator = {
  coversBody: true,
  events(call, source) {
    if (source.options.mapping !== undefined)
      throw new SimulatorError(
        'unknown-events',
        'This source reads the fields of a phone system of its own; the simulator knows the generic event only.',
      );
    return genericEvents(call);
  },
  sign: (event, source, now) => signStandardWebhook(event, `msg_${event.id}`, source, now),
};
