/** Standard Webhooks with the generic event; Quo's newer webhooks sign the same way. */

import { genericEvents } from '../common/simulated-generic.ts';
import { ed25519Of, hmacOf } from '../common/simulator-signing.ts';
import { unixSeconds } from '../common/simulator-values.ts';
import {
  type SignedBody,
  type SimulatedSource,
  SimulatorError,
  type VendorEvent,
  type VendorSimulator,
} from '../contract/simulator.ts';

/** `v1` with a secret, `v1a` where the source has a public key. */
export function signStandardWebhook(
  { body }: Pick<VendorEvent, 'body'>,
  messageId: string,
  source: SimulatedSource,
  now: number,
): SignedBody {
  const timestamp = String(unixSeconds(now));
  const signed = `${messageId}.${timestamp}.${body}`;
  const signature = source.secret.startsWith('whpk_')
    ? `v1a,${ed25519Of(source, signed)}`
    : `v1,${hmacOf('sha256', Buffer.from(source.secret.replace(/^whsec_/, ''), 'base64'), signed, 'base64')}`;
  return {
    body,
    headers: {
      'content-type': 'application/json',
      'webhook-id': messageId,
      'webhook-timestamp': timestamp,
      'webhook-signature': signature,
    },
  };
}

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
