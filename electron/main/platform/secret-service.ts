import { type EventEmitter, once } from 'node:events';
import { sessionBus } from '@jellybrick/dbus-next';
import { app } from 'electron';
import { passwordStoreFor } from './password-store.ts';
import { listNames } from './session-bus.ts';

/** How long the start waits for the bus, in milliseconds. */
const patienceMs = 1_000;

async function busNames(address: string): Promise<Set<string>> {
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
    const names = (async () => [
      ...(await listNames(bus, 'ListNames')),
      ...(await listNames(bus, 'ListActivatableNames')),
    ])();
    return new Set(await Promise.race([names, failed]));
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
    const store = passwordStoreFor(process.env, await busNames(address));
    if (store) app.commandLine.appendSwitch('password-store', store);
  } catch {
    // Without a bus there is no Secret Service; Settings say that there is no keychain.
  }
}
