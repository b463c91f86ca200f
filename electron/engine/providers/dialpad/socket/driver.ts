/**
 * Dialpad's event subscription over a WebSocket (developers.dialpad.com/docs/event-subscriptions-via-websocket). Every message is
 * what a webhook would have brought: a token signed with the secret, or plain JSON where the websocket has none. Nothing is
 * acknowledged and nothing sent again. The address is good for an hour, after which the connection is ended as well; so
 * another one is opened before that, and both bring events for a moment.
 */

import type { DialpadTarget } from '#shared/providers/dialpad.ts';
import { openConnection } from '../../common/socket-connection.ts';
import type { Driver } from '../../contract/socket.ts';

import type { VendorApi } from '../../http-client/vendor-api.ts';
import { dialpadAddress } from './endpoint.ts';

const replaceAfterMs = 50 * 60_000;
/** What Dialpad says, instead of an event, when it does not accept the address (developers.dialpad.com/discuss/6344fa67e0ffd30077a0ca9b). */
const refusal = /^[^{].*\b(without a valid token|api key is not valid)\b/is;

export interface DialpadDriverOptions {
  api: VendorApi;
  secrets: readonly string[];
  target: DialpadTarget | null;
  /** How long a connection is kept. */
  replaceAfterMs?: number;
}

export const createDialpadDriver = ({ api, secrets, target, ...options }: DialpadDriverOptions): Driver => ({
  async connect({ intake, signal }) {
    const url = await dialpadAddress({ api, secrets, target, signal });
    let refused = (): void => {};
    const connection = await openConnection({
      vendor: api.vendor,
      url,
      signal,
      onMessage(message) {
        if (message.length < 1024 && refusal.test(message.toString('utf8'))) refused();
        else
          intake.receive(
            { body: message, contentType: message[0] === 0x7b ? 'application/json' : 'application/jwt' },
            () => {},
          );
      },
    });
    refused = () => connection.close();
    return { connection, hasGap: true, replaceAfterMs: options.replaceAfterMs ?? replaceAfterMs };
  },
});
