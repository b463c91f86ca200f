import { EventEmitter } from 'node:events';
import { Message, type MessageBus, sessionBus, type Variant } from '@jellybrick/dbus-next';
import type { Log } from '../log/log.ts';
import { callDaemon, listNames } from './session-bus.ts';

export interface DesktopServices {
  /** True when the desktop shows tray icons. */
  trayHost: boolean;
  /** True when a notification service runs or can be started. */
  notifications: boolean;
}

export interface DesktopEvents {
  changed: [DesktopServices];
  /** A notification service has started, also in place of another. */
  notificationsStarted: [];
}

/** The service for tray icons (https://www.freedesktop.org/wiki/Specifications/StatusNotifierItem/StatusNotifierWatcher/). */
const watcherName = 'org.kde.StatusNotifierWatcher';
const watcherPath = '/StatusNotifierWatcher';
const notificationsName = 'org.freedesktop.Notifications';

/** Defaults without a session bus. A window is safer than a tray icon that may not show; notifications may work. */
const unknownServices: DesktopServices = { trayHost: false, notifications: true };

/** The services of a Linux desktop, found over the session bus. */
export class LinuxDesktop extends EventEmitter<DesktopEvents> {
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

  /** Finds the services, then watches for changes. Does nothing without a session bus. */
  async start(address = process.env.DBUS_SESSION_BUS_ADDRESS): Promise<void> {
    if (!address) return;
    try {
      const bus = sessionBus({ busAddress: address });
      this.#bus = bus;
      // The library's types lack this event.
      const emitter: EventEmitter = bus;
      emitter.on('error', (error: unknown) => this.#lost(error));
      bus.on('message', ({ member, body }) => {
        if (member === 'StatusNotifierHostRegistered' || (member === 'NameOwnerChanged' && isOurs(body[0])))
          void this.#look(bus).then(() => {
            if (member === 'NameOwnerChanged' && body[0] === notificationsName && body[2])
              this.emit('notificationsStarted');
          });
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

/** True when the watcher has a host. Without one, no icon is shown. */
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
