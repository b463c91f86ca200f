/** A plain TCP connection to a tunnel's other side, with a reason in plain words where there is none to be had. */
import { connect, type Socket } from 'node:net';
import { TunnelError, type TunnelProblem } from './tunnel.ts';

export interface Peer {
  host: string;
  port: number;
  /** How it is called within a sentence, such as "the SSH server". */
  name: string;
}

/** An attempt is given up after this; the system's own limit is about two minutes. */
const connectTimeoutMs = 10_000;

const offlineCodes = new Set(['ENETUNREACH', 'ENETDOWN', 'EAI_AGAIN', 'EHOSTDOWN']);

const network = (message: string, fix: string): TunnelProblem => ({
  code: 'network',
  message,
  fix,
  permanent: false,
});

function problemOf(code: string | undefined, { host, port, name }: Peer): TunnelProblem {
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

/** The rep's problem with a connection that failed later. */
export const lostProblem = (name: string): TunnelProblem =>
  network(`The connection to ${name} was lost.`, 'Check the internet connection.');

/**
 * @throws TunnelError when there is no connection within 10 s
 * @throws the signal's reason when it says so first
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
      // What goes wrong with it from now on concerns nobody.
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
