/** The SSH tunnel: a remote forward (RFC 4254, 7.1) at the company's own server, such as OpenSSH, sish or pgrok. */
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import ssh2 from 'ssh2';
import type { TunnelSettings } from '#shared/config/tunnel.ts';
import { connectTcp } from '../reach.ts';
import { type OpenKind, type OpenTunnel, TunnelError, type TunnelProblem } from '../tunnel.ts';
import { sshCredentials } from './credentials.ts';
import { forwardProblem, hostKeyProblem, problemOfError, serverName, slowProblem } from './problems.ts';
import { relayTo } from './relay.ts';

/** A dead connection is noticed after two missing answers, so within 12 s. */
const keepalive = { keepaliveInterval: 4000, keepaliveCountMax: 2 };
/** Time-out from the connection to the end of authentication. */
const readyTimeout = 15_000;
const forwardTimeoutMs = 10_000;
/** Time for an orderly end; then the connection is cut. */
const endTimeoutMs = 1000;

/** Returns the fingerprint as `ssh-keygen -l` prints it. */
const fingerprintOf = (key: Buffer): string =>
  `SHA256:${createHash('sha256').update(key).digest('base64').replace(/=+$/, '')}`;

export const openSsh: OpenKind<Extract<TunnelSettings, { kind: 'ssh' }>> = async (
  { settings, secret: passphrase },
  { localPort, signal, onDown, onHostKey },
) => {
  const { host, port, user, keyFile, bindAddress, bindPort, publicUrl, hostKey } = settings;
  const credentials = await sshCredentials(keyFile, passphrase);
  const sock = await connectTcp({ host, port, name: serverName }, signal);
  const client = new ssh2.Client();
  const endRelays = relayTo(localPort, client);

  let seenHostKey = '';
  let onOver: (problem: TunnelProblem) => void = () => {};
  let over: TunnelProblem | null = null;
  const end = (error: Error & { level?: string }): void => {
    if (over) return;
    over =
      hostKey !== undefined && seenHostKey !== '' && seenHostKey !== hostKey
        ? hostKeyProblem(seenHostKey)
        : problemOfError(error, user);
    onOver(over);
  };
  client.on('error', end);
  client.on('close', () => end(new Error('closed')));

  const opened = new Promise<void>((resolve, reject) => {
    onOver = (problem) => reject(new TunnelError(problem));
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    client.once('ready', () => {
      const timer = setTimeout(() => reject(new TunnelError(slowProblem)), forwardTimeoutMs);
      client.forwardIn(bindAddress, bindPort, (error) => {
        clearTimeout(timer);
        if (error) reject(new TunnelError(forwardProblem(`${bindAddress}:${bindPort}`)));
        else resolve();
      });
    });
  });
  client.connect({
    sock,
    username: user,
    ...credentials,
    ...keepalive,
    readyTimeout,
    hostVerifier: (key: Buffer) => {
      seenHostKey = fingerprintOf(key);
      return hostKey === undefined || seenHostKey === hostKey;
    },
  });
  const close: OpenTunnel['close'] = async () => {
    onOver = () => {};
    endRelays();
    if (over) return;
    const closed = once(client, 'close', { signal: AbortSignal.timeout(endTimeoutMs) });
    client.end();
    await closed.catch(() => client.destroy());
  };
  try {
    await opened;
  } catch (error) {
    await close();
    throw error;
  }
  onOver = (problem) => {
    endRelays();
    client.destroy();
    onDown(problem);
  };
  if (hostKey === undefined) onHostKey?.(seenHostKey);
  return { url: new URL(publicUrl).origin, close };
};
