/** Senders of the generic event with a keyed hash of it, dressed as the source's options say. */
import { hmacOptionsSchema } from '#shared/providers/hmac.ts';
import { genericEvents } from '../common/simulated-generic-event.ts';
import { hmacOf, iso, unixSeconds } from '../common/simulation.ts';
import { SimulatorError, type VendorSimulator } from '../contract/simulator.ts';
import { signatureHeaders, signaturePrefix } from './options.ts';

const json = { 'content-type': 'application/json' };

export const hmacSimulator: VendorSimulator = {
  coversBody: true,
  events(call, source) {
    if (source.options.mapping !== undefined)
      throw new SimulatorError(
        'unknown-events',
        'This source reads the fields of a phone system of its own; the simulator knows the generic event only.',
      );
    return genericEvents(call);
  },
  sign({ body, id }, { secret, options: raw }, now) {
    const options = hmacOptionsSchema.parse(raw);
    if (options.unauthenticated) return { body, headers: json };
    const { preset, algorithm, encoding, timestampHeader, eventIdHeader } = options;
    const [name = 'x-signature'] = signatureHeaders(options);
    const ids = eventIdHeader ? { [eventIdHeader]: id } : {};
    const time = String(unixSeconds(now));
    if (preset === 'stripe')
      return {
        body,
        headers: {
          ...json,
          ...ids,
          [name]: `t=${time},v1=${hmacOf(algorithm, secret, `${time}.${body}`, encoding)}`,
        },
      };
    const signed = timestampHeader && options.signedContent !== 'body' ? `${time}.${body}` : body;
    return {
      body,
      headers: {
        ...json,
        ...ids,
        ...(preset === 'github' ? { 'x-github-delivery': id } : {}),
        ...(timestampHeader ? { [timestampHeader]: options.signedContent === 'body' ? iso(now) : time } : {}),
        [name]: signaturePrefix(options) + hmacOf(algorithm, secret, signed, encoding),
      },
    };
  },
};
