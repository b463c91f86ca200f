import { EventEmitter } from 'node:events';
import { Message, type MessageBus, sessionBus, type Variant } from '@jellybrick/dbus-next';
import type { Log } from '../log/log.ts';

export interface DesktopServices {
  /** Whether something shows tray icons. */
  trayHost: boolean;
  /** Whether something shows notifications, or would be started for it. */
  notifications: boolean;
}

/** https://www.freedesktop.org/wiki/Specifications/StatusNotifierItem/StatusNotifierWatcher/ */
const watcherName = 'org.kde.StatusNotifierWatcher';
const watcherPath = '/StatusNotifierWatcher';
const notificationsName = 'org.freedesktop.Notifications';

/** Without word from the bus: a window is safer than a tray icon that may not show, and notifications are worth a try. */
const unknownServices: DesktopServices = { trayHost: false, notifications: true };

/** What the Linux desktop offers over the session bus; other systems always have both. */
export class LinuxDesktop extends EventEmitter<{ changed: [DesktopServices] }> {
  readonly #log: Log;
  #current = unknownServices;
  #bus: MessageBus | null = null;

  constructor(log: Log) {
    super();
    this.#log = log;
  }

  get current(): DesktopServices {
    return this.#current;
  }

  /** Looks once and then follows what comes and goes. Without a session bus there is nothing to follow. */
  async start(address = process.env.DBUS_SESSION_BUS_ADDRESS): Promise<void> {
    if (!address) return;
    try {
      const bus = sessionBus({ busAddress: address });
      this.#bus = bus;
      // The library emits it without listing it in its types.
      const emitter: EventEmitter = bus;
      emitter.on('error', (error: unknown) => this.#lost(error));
      bus.on('message', ({ member, body }) => {
        if (member === 'StatusNotifierHostRegistered' || (member === 'NameOwnerChanged' && isOurs(body[0])))
          void this.#look(bus);
      });
      for (const rule of matchRules) await callDaemon(bus, 'AddMatch', [rule]);
      await this.#look(bus);
    } catch (error) {
      this.#lost(error);
    }
  }

  stop(): void {
    this.#bus?.disconnect();
    this.#bus = null;
  }

  async #look(bus: MessageBus): Promise<void> {
    try {
      const owned = new Set(await listNames(bus, 'ListNames'));
      const startable = new Set(await listNames(bus, 'ListActivatableNames'));
      this.#set({
        trayHost: owned.has(watcherName) && (await hasHost(bus)),
        notifications: owned.has(notificationsName) || startable.has(notificationsName),
      });
    } catch (error) {
      this.#lost(error);
    }
  }

  #lost(error: unknown): void {
    this.#log('warn', 'desktop: session bus not usable', { error });
    this.#set(unknownServices);
  }

  #set(next: DesktopServices): void {
    const { trayHost, notifications } = this.#current;
    if (trayHost === next.trayHost && notifications === next.notifications) return;
    this.#current = next;
    this.emit('changed', next);
  }
}

const isOurs = (name: unknown): boolean => name === watcherName || name === notificationsName;

const matchRules = [
  `type='signal',sender='org.freedesktop.DBus',member='NameOwnerChanged'`,
  `type='signal',interface='${watcherName}',member='StatusNotifierHostRegistered'`,
];

/** Calls the bus itself; Chromium's and some desktops' objects do not answer Introspect, so no proxies. */
const callDaemon = (bus: MessageBus, member: string, body: string[] = []): Promise<Message | null> =>
  bus.call(
    new Message({
      destination: 'org.freedesktop.DBus',
      path: '/org/freedesktop/DBus',
      interface: 'org.freedesktop.DBus',
      member,
      signature: 's'.repeat(body.length),
      body,
    }),
  );

const listNames = async (bus: MessageBus, member: 'ListNames' | 'ListActivatableNames'): Promise<string[]> =>
  ((await callDaemon(bus, member))?.body[0] as string[] | undefined) ?? [];

/** A watcher without a host knows the icons and shows none of them. */
async function hasHost(bus: MessageBus): Promise<boolean> {
  const reply = await bus.call(
    new Message({
      destination: watcherName,
      path: watcherPath,
      interface: 'org.freedesktop.DBus.Properties',
      member: 'Get',
      signature: 'ss',
      body: [watcherName, 'IsStatusNotifierHostRegistered'],
    }),
  );
  return (reply?.body[0] as Variant<boolean> | undefined)?.value === true;
}
