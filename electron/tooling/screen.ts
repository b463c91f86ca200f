/** A virtual screen and a private D-Bus session, for machines without a desktop and for tests that must not touch it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { LaunchError, reasonOf } from './console/errors.ts';

export interface Screen {
  /** The environment of programs that use it. */
  env: Record<string, string>;
  /** Stops both servers. */
  stop(): Promise<void>;
}

/** True when a program started here has a screen. */
export const hasScreen = (env: NodeJS.ProcessEnv = process.env): boolean =>
  process.platform !== 'linux' || Boolean(env.DISPLAY || env.WAYLAND_DISPLAY);

/** Length-prefixed bytes, as Xauthority files have them (16 bits, big-endian). */
function counted(bytes: Buffer): Buffer {
  const length = Buffer.alloc(2);
  length.writeUInt16BE(bytes.length);
  return Buffer.concat([length, bytes]);
}

/** An Xauthority entry for any host and display: family FamilyWild, no address, no number. */
export function xauthority(cookie: Buffer): Buffer {
  const familyWild = Buffer.from([0xff, 0xff]);
  const empty = counted(Buffer.alloc(0));
  return Buffer.concat([
    familyWild,
    empty,
    empty,
    counted(Buffer.from('MIT-MAGIC-COOKIE-1')),
    counted(cookie),
  ]);
}

interface Server {
  /** The line with its address. */
  line: string;
  /** Stops it. */
  kill(): void;
  /** Resolves when it has ended. */
  stop(): Promise<void>;
}

async function stopServer(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill('SIGTERM');
  await exited;
}

/** Starts a server and waits for the line that it writes to file descriptor 3 once it is ready. */
async function startServer(program: string, args: readonly string[]): Promise<Server> {
  const child = spawn(program, args, {
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
    // In its own process group, because Ctrl-C ends a whole group and the servers must outlive the app.
    detached: true,
  });
  let complaint = '';
  child.stderr?.on('data', (chunk) => {
    complaint = `${complaint}${chunk}`.slice(-2000);
  });
  const ended = once(child, 'close').then(
    () => Promise.reject(new LaunchError(`${program} did not start: ${complaint.trim()}`)),
    (error) => Promise.reject(new LaunchError(`${program} did not start: ${reasonOf(error)}`)),
  );
  const lines = createInterface({ input: child.stdio[3] as Readable });
  const [line] = await Promise.race([once(lines, 'line'), ended]);
  // From now on its end is expected.
  ended.catch(() => {});
  return { line, kill: () => child.kill('SIGTERM'), stop: () => stopServer(child) };
}

/** Starts the screen (1280 x 800, 24 bits) and the bus. Linux only. @throws LaunchError */
export async function startScreen(): Promise<Screen> {
  const folder = await mkdtemp(join(tmpdir(), 'ringback-screen-'));
  const authority = join(folder, 'Xauthority');
  await writeFile(authority, xauthority(randomBytes(16)), { mode: 0o600 });
  const started: Server[] = [];
  // The servers must end with this process, for any reason.
  const atExit = (): void => {
    for (const server of started) server.kill();
    rmSync(folder, { recursive: true, force: true });
  };
  process.once('exit', atExit);
  const stop = async (): Promise<void> => {
    process.off('exit', atExit);
    await Promise.all(started.map((server) => server.stop()));
    await rm(folder, { recursive: true, force: true });
  };
  const start = async (program: string, args: readonly string[]): Promise<string> => {
    const server = await startServer(program, args);
    started.push(server);
    return server.line;
  };
  try {
    const screenArgs = [
      '-displayfd',
      '3',
      '-screen',
      '0',
      '1280x800x24',
      '-nolisten',
      'tcp',
      '-auth',
      authority,
    ];
    const display = await start('Xvfb', screenArgs);
    const bus = await start('dbus-daemon', ['--session', '--nofork', '--nopidfile', '--print-address=3']);
    return {
      env: { DISPLAY: `:${display}`, XAUTHORITY: authority, DBUS_SESSION_BUS_ADDRESS: bus },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
