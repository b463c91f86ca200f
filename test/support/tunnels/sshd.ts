/** Debian's own OpenSSH server on the loopback interface, with keys of its own, for the user that runs the tests. */
import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import ssh2 from 'ssh2';
import { ensure } from '../../../electron/tooling/system/requirements.ts';
import { sshServerTools } from '../../../electron/tooling/system/tools.ts';
import { temporaryFolder } from '../engine-process.ts';
import { eventually } from '../eventually.ts';
import { freePort } from '../free-port.ts';

export interface Sshd {
  readonly port: number;
  readonly user: string;
  /** `SHA256:...` of its host key. */
  readonly hostKey: string;
  /** A private key that it accepts, and its file. */
  readonly keyFile: string;
  /** The same key, protected by {@link passphrase}. */
  readonly protectedKeyFile: string;
  readonly passphrase: string;
  /** A key that it does not know. */
  readonly strangerKeyFile: string;
  /** Ends it with all its connections. */
  stop(): Promise<void>;
  /** Starts it again, on the same port and with the same host key. */
  start(): Promise<void>;
  /** It has another host key from its next start on. */
  replaceHostKey(): void;
}

const passphrase = 'correct horse';

const keyPair = (options?: { passphrase: string }): { private: string; public: string } =>
  ssh2.utils.generateKeyPairSync(
    'ed25519',
    options ? { passphrase: options.passphrase, cipher: 'aes256-ctr', rounds: 4 } : {},
  );

const fingerprintOf = (publicKey: string): string => {
  const bytes = Buffer.from(publicKey.split(' ')[1] ?? '', 'base64');
  return `SHA256:${createHash('sha256').update(bytes).digest('base64').replace(/=+$/, '')}`;
};

const answers = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    // It greets by itself (RFC 4253, 4.2).
    socket.once('data', () => resolve(true)).once('error', () => resolve(false));
    socket.once('close', () => resolve(false));
    socket.once('data', () => socket.destroy());
  });

/** @throws LaunchError naming what is to be installed, where there is no sshd */
export async function startSshd(): Promise<Sshd> {
  await ensure({ tools: sshServerTools });
  const folder = temporaryFolder();
  const write = (name: string, content: string): string => {
    const file = join(folder, name);
    writeFileSync(file, content, { mode: 0o600 });
    return file;
  };
  const accepted = keyPair();
  const guarded = keyPair({ passphrase });
  const keyFile = write('id', accepted.private);
  const protectedKeyFile = write('id_protected', guarded.private);
  const strangerKeyFile = write('id_stranger', keyPair().private);
  write('authorized_keys', `${accepted.public}\n${guarded.public}\n`);
  const port = await freePort();
  const config = write(
    'sshd_config',
    [
      `Port ${port}`,
      'ListenAddress 127.0.0.1',
      `HostKey ${join(folder, 'host_key')}`,
      `AuthorizedKeysFile ${join(folder, 'authorized_keys')}`,
      'PidFile none',
      'UsePAM no',
      'StrictModes no',
      'PasswordAuthentication no',
      'KbdInteractiveAuthentication no',
      'PermitRootLogin prohibit-password',
      'AllowTcpForwarding remote',
      // Nobody may take this one, for a refusal.
      'PermitListen localhost:* 127.0.0.1:*',
      'MaxStartups 100',
      '',
    ].join('\n'),
  );

  let hostKey = '';
  const replaceHostKey = (): void => {
    const pair = keyPair();
    rmSync(join(folder, 'host_key'), { force: true });
    write('host_key', pair.private);
    hostKey = fingerprintOf(pair.public);
  };
  replaceHostKey();

  let server: ChildProcess | null = null;
  const start = async (): Promise<void> => {
    // Where it drops its privileges to; only root has any, and only Debian's service makes the folder.
    if (process.getuid?.() === 0) mkdirSync('/run/sshd', { recursive: true, mode: 0o755 });
    let said = '';
    const child = spawn('/usr/sbin/sshd', ['-D', '-e', '-f', config], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    child.stderr.on('data', (chunk: Buffer) => {
      said += chunk.toString();
    });
    server = child;
    await eventually(
      async () => {
        if (child.exitCode !== null) throw new Error(`sshd ended:\n${said}`);
        return await answers(port);
      },
      (isUp) => isUp,
    );
  };
  const stop = async (): Promise<void> => {
    const child = server;
    server = null;
    if (!child || child.exitCode !== null) return;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    await ended;
  };
  await start();
  return {
    port,
    user: userInfo().username,
    get hostKey() {
      return hostKey;
    },
    keyFile,
    protectedKeyFile,
    passphrase,
    strangerKeyFile,
    start,
    stop,
    replaceHostKey,
  };
}
