/**
 * One WebSocket (RFC 6455) to a vendor: opened with a time-out, known to be alive by its own pings, and closed for certain.
 * A computer that slept, or a network that went away, leaves a socket that looks open for many minutes.
 */
import { WebSocket } from 'ws';
import { isPrivateAddress } from '#shared/util/private-address.ts';
import { proxyAgentFor } from '../../util/outbound/proxies.ts';
import { type Connection, SocketError } from '../contract/socket.ts';

export interface ConnectionOptions {
  vendor: string;
  url: string;
  /** A text or binary message, as bytes. */
  onMessage(message: Buffer): void;
  signal: AbortSignal;
}

const openTimeoutMs = 10_000;
const pingEveryMs = 10_000;
/** Two pings unanswered: the loss is known 25 s after it at the latest. */
const silenceMs = 15_000;
const probeMs = 3000;
/** For the vendor's part of the closing handshake. */
const closeMs = 1000;
const maxMessageBytes = 1024 * 1024;

/** Resolves when it is open. @throws SocketError */
export async function openConnection({
  vendor,
  url,
  onMessage,
  signal,
}: ConnectionOptions): Promise<Connection> {
  if (!URL.canParse(url) || !isPrivateAddress(new URL(url)))
    throw new SocketError(`${vendor} named an address for the connection that is not protected.`);
  if (signal.aborted) throw new SocketError('The connection is not wanted any more.');
  const socket = new WebSocket(url, {
    handshakeTimeout: openTimeoutMs,
    maxPayload: maxMessageBytes,
    perMessageDeflate: false,
    followRedirects: false,
    agent: proxyAgentFor(url),
  });
  const abort = (): void => socket.terminate();
  signal.addEventListener('abort', abort, { once: true });

  let deadline: NodeJS.Timeout | null = null;
  let pings = 0;
  let isPaused = false;
  let lost: string | null = null;
  const lose = (why: string): void => {
    lost ??= why;
    socket.terminate();
  };
  const expectLife = (withinMs: number): void => {
    deadline ??= setTimeout(() => {
      deadline = null;
      // While paused, answers wait in the network's buffers.
      if (!isPaused) lose(`${vendor} does not answer any more.`);
    }, withinMs);
  };
  const onLife = (): void => {
    if (deadline) clearTimeout(deadline);
    deadline = null;
  };
  const ping = (withinMs: number): void => {
    if (socket.readyState !== WebSocket.OPEN || isPaused) return;
    pings += 1;
    socket.ping(String(pings));
    expectLife(withinMs);
  };
  const heartbeat = setInterval(() => ping(silenceMs), pingEveryMs);

  socket.on('message', (data) => {
    onMessage(Buffer.isBuffer(data) ? data : Buffer.from(data as ArrayBuffer));
  });
  // Nothing else is a sign of life: what comes after a sleep may have waited in the network's buffers since before it.
  socket.on('pong', (data) => {
    if (data.toString() === String(pings)) onLife();
  });

  const ended = new Promise<string>((resolve) => {
    socket.on('error', (error: NodeJS.ErrnoException) => {
      const status = /server response: (\d{3})/.exec(error.message)?.[1];
      const detail = status ? `HTTP ${status}` : (error.code ?? 'not as expected');
      lost ??= `The connection to ${vendor} failed (${detail}).`;
    });
    socket.on('close', (code) => {
      clearInterval(heartbeat);
      onLife();
      signal.removeEventListener('abort', abort);
      resolve(lost ?? `${vendor} closed the connection (${code}).`);
    });
  });
  const opened = new Promise<true>((resolve) => socket.once('open', () => resolve(true)));
  const outcome = await Promise.race([opened, ended]);
  if (outcome !== true) throw new SocketError(outcome);

  return {
    ended,
    send: (text) => {
      if (socket.readyState === WebSocket.OPEN) socket.send(text);
    },
    pause() {
      isPaused = true;
      onLife();
      socket.pause();
    },
    resume() {
      isPaused = false;
      socket.resume();
    },
    probe: () => {
      onLife();
      ping(probeMs);
    },
    close() {
      socket.close(1000);
      const cut = setTimeout(() => socket.terminate(), closeMs);
      void ended.then(() => clearTimeout(cut));
    },
  };
}
