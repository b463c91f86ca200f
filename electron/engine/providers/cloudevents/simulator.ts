/** A sender of CloudEvents 1.0 in structured mode, which asks for permission first. */

import { genericEvents } from '../common/simulated-generic-event.ts';
import { iso } from '../common/simulation.ts';
import { type SimulatedSource, SimulatorError, type VendorSimulator } from '../contract/simulator.ts';

const authorization = ({ secret }: SimulatedSource): Record<string, string> =>
  secret === '' ? {} : { authorization: `Bearer ${secret}` };

export const cloudeventsSimulator: VendorSimulator = {
  coversBody: false,
  events(call, source) {
    if (source.options.mapping !== undefined)
      throw new SimulatorError(
        'unknown-events',
        'This source reads the fields of a phone system of its own; the simulator knows the generic event only.',
      );
    return genericEvents(call, (id, type, time, data) =>
      JSON.stringify({
        specversion: '1.0',
        id,
        source: '/simulator',
        type: `com.example.${type}`,
        time,
        datacontenttype: 'application/json',
        data,
      }),
    );
  },
  sign: ({ body }, source) => ({
    body,
    headers: { 'content-type': 'application/cloudevents+json; charset=utf-8', ...authorization(source) },
  }),
  handshake: (source, now) => ({
    description: `permission to send, asked for at ${iso(now)}`,
    method: 'OPTIONS',
    body: '',
    headers: {
      'webhook-request-origin': 'simulator.example.com',
      'webhook-request-rate': '120',
      ...authorization(source),
    },
  }),
};
