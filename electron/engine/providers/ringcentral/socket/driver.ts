/**
 * RingCentral's WebSocket subscriptions (github ringcentral/ringcentral-api-docs docs/notifications/websockets/
 * {subscribing,session-recovery,heart-beats}.md; github ringcentral/ringcentral-extensible packages/extensions/ws/src).
 * A token for one connection, the connection, `ConnectionDetails`, and a `ClientRequest` that subscribes. After a loss the
 * session is recovered with its `wsc` token, within 180 s: the subscription is still there, and what was missed is sent
 * again, 100 notifications at most. `Failed` makes it a new session.
 *
 * Pings do not count as traffic for the idle time-out of 30 minutes (github ringcentral/ringcentral-python issue 68), hence
 * the heartbeats. The connection is ended every 24 hours, and recovered like any other.
 */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { openConnection } from '../../common/socket-connection.ts';
import {
  type Connection,
  type Driver,
  type DriverContext,
  type Session,
  SocketError,
} from '../../contract/socket.ts';
import type { VendorApi } from '../../http-client/vendor-api.ts';
import { ringCentralEventFilters } from '../api.ts';
import { type Answers, createAnswers } from './answers.ts';
import { bodyJson, connectionDetailsSchema, errorSchema, splitFrame, type VendorFrame } from './frames.ts';
import { createReplayCounter, type ReplayCounter } from './replay-counter.ts';
import { createSessionToken } from './session-token.ts';

const socketTokenSchema = z.object({ uri: z.url(), ws_access_token: z.string() });

const heartbeatMs = 5 * 60_000;

export interface RingCentralDriverOptions {
  api: VendorApi;
  /** Milliseconds since the Unix epoch. */
  now(): number;
}

export function createRingCentralDriver({ api, now }: RingCentralDriverOptions): Driver {
  const sessionToken = createSessionToken();

  const connect = async (context: DriverContext): Promise<Session> => {
    const token = sessionToken.current();
    const url = await addressOf(api, token, context.signal);

    const answers = createAnswers();
    const replayed = createReplayCounter(now(), context.onGap);
    const connection = await openConnection({
      vendor: api.vendor,
      url,
      signal: context.signal,
      onMessage(message) {
        const frame = splitFrame(message);
        if (!frame) return;
        if (frame.header.type !== 'ServerNotification') answers.settle(frame);
        else {
          const onStored = sessionToken.receive(frame.header.wsc?.token ?? null);
          replayed.count(frame.body);
          context.intake.receive({ body: frame.body, contentType: 'application/json' }, onStored);
        }
      },
    });
    void connection.ended.then(answers.fail);
    try {
      return await begin(connection, answers, token, replayed);
    } catch (error) {
      connection.close();
      throw error;
    }
  };

  const begin = async (
    connection: Connection,
    answers: Answers,
    recovering: string | null,
    replayed: ReplayCounter,
  ): Promise<Session> => {
    const greeting = await answers.next(({ type }) => type === 'ConnectionDetails' || type === 'Error');
    if (greeting.header.type === 'Error') {
      // WSG-400: the token of the session is not known (any more); the next attempt is to go without it.
      sessionToken.reset(null);
      throw new SocketError(`RingCentral refused the connection (${errorOf(greeting)}).`);
    }
    const details = connectionDetailsSchema.parse(bodyJson(greeting.body));
    const isRecovered = recovering !== null && details.recoveryState === 'Successful';
    replayed.limit(isRecovered ? details.recoveryBufferSize : null);
    const newToken = greeting.header.wsc?.token ?? null;
    // Of a recovered session the token may be the same; notifications that are still to be stored keep their places.
    if (!isRecovered) sessionToken.reset(newToken);
    else if (newToken !== null) sessionToken.receive(newToken)();
    if (!isRecovered) await subscribe(connection, answers);
    const heartbeat = setInterval(
      () => connection.send(JSON.stringify([{ type: 'Heartbeat', messageId: randomUUID() }])),
      heartbeatMs,
    );
    void connection.ended.then(() => clearInterval(heartbeat));
    return { connection, hasGap: !isRecovered, replaceAfterMs: null };
  };

  return { connect };
}

/** The address with a token for one connection, which is good for some seconds. */
async function addressOf(api: VendorApi, sessionToken: string | null, signal: AbortSignal): Promise<string> {
  const answer = socketTokenSchema.safeParse(
    await api.request({ method: 'POST', path: '/restapi/oauth/wstoken', signal }),
  );
  if (!answer.success) throw new SocketError('RingCentral named no address for the connection.');
  const url = new URL(answer.data.uri);
  url.searchParams.set('access_token', answer.data.ws_access_token);
  if (sessionToken !== null) url.searchParams.set('wsc', sessionToken);
  return url.href;
}

async function subscribe(connection: Connection, answers: Answers): Promise<void> {
  const messageId = randomUUID();
  const answer = answers.next((header) => header.messageId === messageId || header.type === 'Error');
  connection.send(
    JSON.stringify([
      { type: 'ClientRequest', messageId, method: 'POST', path: '/restapi/v1.0/subscription' },
      { eventFilters: ringCentralEventFilters, deliveryMode: { transportType: 'WebSocket' } },
    ]),
  );
  const { header, body } = await answer;
  const status = header.status ?? 0;
  if (header.type !== 'ClientRequest' || status < 200 || status > 299)
    throw new SocketError(`RingCentral refused the subscription (${errorOf({ header, body })}).`);
}

function errorOf(frame: VendorFrame): string {
  const error = errorSchema.safeParse(bodyJson(frame.body));
  if (error.success) return error.data.errorCode.slice(0, 80);
  return frame.header.status === undefined ? 'without a reason' : `HTTP ${frame.header.status}`;
}
