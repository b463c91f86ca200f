import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Message, sessionBus } from '@jellybrick/dbus-next';
import { ensure } from '../../../electron/tooling/system/requirements.ts';
import { keyringTools } from '../../../electron/tooling/system/tools.ts';
import { eventually } from '../eventually.ts';
import type { Desktop } from './desktop.ts';

export interface Keyring {
  /** For programs that are to use it. */
  env: Record<string, string>;
  stop(): Promise<void>;
}

/** GNOME's real keyring on the test's desktop, with a password of its own, unlocked. */
export async function startKeyring(desktop: Desktop): Promise<Keyring> {
  await ensure({ tools: keyringTools });
  const control = join(desktop.folder, 'keyring');
  await mkdir(control, { mode: 0o700 });
  const daemon = spawn(
    'gnome-keyring-daemon',
    ['--foreground', '--unlock', '--components=secrets', `--control-directory=${control}`],
    {
      env: { ...process.env, ...desktop.env, XDG_RUNTIME_DIR: control },
      stdio: ['pipe', 'ignore', 'ignore'],
    },
  );
  daemon.stdin.end('a password for this test\n');
  const exited = once(daemon, 'exit');
  const bus = sessionBus({ busAddress: desktop.env.DBUS_SESSION_BUS_ADDRESS ?? '' });
  const hasOwner = async (): Promise<boolean> => {
    const reply = await bus.call(
      new Message({
        destination: 'org.freedesktop.DBus',
        path: '/org/freedesktop/DBus',
        interface: 'org.freedesktop.DBus',
        member: 'NameHasOwner',
        signature: 's',
        body: ['org.freedesktop.secrets'],
      }),
    );
    return reply?.body[0] === true;
  };
  await eventually(hasOwner, Boolean);
  bus.disconnect();
  return {
    env: { XDG_CURRENT_DESKTOP: 'GNOME' },
    async stop() {
      daemon.kill();
      await exited;
    },
  };
}
