/** TCP connections to a tunnel's server, with a plain reason where one fails. */
import { connect, type Socket } from 'node:net';
import { proxyFor } from '../util/outbound/proxies.ts';
import { TunnelError, type TunnelProblem } from './tunnel.ts';

export interface Peer {
  host: string;
  port: number;
  /** Its name within a sentence, such as "the SSH server". */
  name: string;
}

/** Time-out of an attempt; the system's own is about two minutes. */
const connectTimeoutMs = 10_000;

const offlineCodes = new Set(['ENETUNREACH', 'ENETDOWN', 'EAI_AGAIN', 'EHOSTDOWN']);

const network = (message: string, fix: string): TunnelProblem => ({
  code: 'network',
  message,
  fix,
  permanent: false,
});

function problemOf(code: string | undefined, { host, port, name }: Peer): TunnelProblem {
  if (proxyFor(`https://${host}:${port}`) !== null)
    return {
      code: 'proxy',
      message: `This network leads out through a proxy, which the connection to ${name} cannot use.`,
      fix: `Ask whoever runs the network to allow ${host}:${port}, or choose another tunnel.`,
      permanent: false,
    };
  if (code === 'ENOTFOUND')
    return network(
      `The address of ${name} was not found: ${host}.`,
      'Check the internet connection and the address in Settings.',
    );
  if (code && offlineCodes.has(code))
    return network('There is no internet connection.', 'Connect to a network.');
  if (code === 'ECONNREFUSED')
    return network(
      `The connection to ${name} was refused at ${host}:${port}.`,
      'Check the address in Settings, or ask who runs that server.',
    );
  return network(
    `There is no answer from ${name} at ${host}:${port}.`,
    'Check the internet connection, and whether a firewall allows this port.',
  );
}

/** Returns the problem of a connection that failed later. */
export const lostProblem = (name: string): TunnelProblem =>
  network(`The connection to ${name} was lost.`, 'Check the internet connection.');

/**
 * Connects.
 * @throws TunnelError when there is no connection within 10 s
 * @throws the signal's reason when it is aborted first
 */
export async function connectTcp(peer: Peer, signal: AbortSignal): Promise<Socket> {
  signal.throwIfAborted();
  return await new Promise((resolve, reject) => {
    const socket = connect({ host: peer.host, port: peer.port });
    const onAbort = (): void => fail(signal.reason);
    const settle = (): void => {
      signal.removeEventListener('abort', onAbort);
      socket.setTimeout(0);
      socket.removeAllListeners();
    };
    const fail = (reason: unknown): void => {
      settle();
      // Nobody uses the socket any more; its errors are ignored.
      socket.on('error', () => {}).destroy();
      reject(reason);
    };
    signal.addEventListener('abort', onAbort);
    socket.setTimeout(connectTimeoutMs, () => fail(new TunnelError(problemOf('ETIMEDOUT', peer))));
    socket.once('error', ({ code }: NodeJS.ErrnoException) => fail(new TunnelError(problemOf(code, peer))));
    socket.once('connect', () => {
      settle();
      resolve(socket);
    });
  });
}
