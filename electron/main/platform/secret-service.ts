import { type EventEmitter, once } from 'node:events';
import { existsSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { sessionBus } from '@jellybrick/dbus-next';
import { app } from 'electron';
import { type BusServices, passwordStoreFor } from './password-store.ts';
import { listNames } from './session-bus.ts';

/** How long the start waits for the bus, in milliseconds. */
const patienceMs = 1_000;

/** True when GNOME's keyring daemon has a control socket, whose default place this is. */
const isDaemonRunning = (): boolean =>
  existsSync(join(process.env.XDG_RUNTIME_DIR || `/run/user/${userInfo().uid}`, 'keyring', 'control'));

async function findServices(address: string): Promise<BusServices> {
  const bus = sessionBus({ busAddress: address });
  // The library's types lack this event.
  const emitter: EventEmitter = bus;
  // An error after the answer concerns nobody, and without a listener it would end the app.
  emitter.on('error', () => undefined);
  const ended = new AbortController();
  const timer = setTimeout(() => ended.abort(), patienceMs);
  try {
    // Rejects with the bus's error, or when the time is over.
    const failed = once(emitter, 'error', { signal: ended.signal }).then(([error]) => Promise.reject(error));
    const found = (async () => ({
      owned: new Set(await listNames(bus, 'ListNames')),
      startable: new Set(await listNames(bus, 'ListActivatableNames')),
      isDaemonRunning: isDaemonRunning(),
    }))();
    return await Promise.race([found, failed]);
  } finally {
    clearTimeout(timer);
    ended.abort();
    bus.disconnect();
  }
}

/**
 * Makes Chromium use a Secret Service of the session bus also on desktops that it does not know, such as COSMIC and sway.
 * Call it before the app is ready. A store on the command line precedes.
 */
export async function choosePasswordStore(): Promise<void> {
  const address = process.env.DBUS_SESSION_BUS_ADDRESS;
  if (process.platform !== 'linux' || !address || app.commandLine.hasSwitch('password-store')) return;
  try {
    const store = passwordStoreFor(process.env, await findServices(address));
    if (store) app.commandLine.appendSwitch('password-store', store);
  } catch {
    // Without a bus there is no Secret Service; Settings say that there is no keychain.
  }
}
