import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type MessageBus, sessionBus } from '@jellybrick/dbus-next';
import type { ResolvedElectron } from '../../../electron/tooling/electron.ts';
import { prepare } from '../../../electron/tooling/prepare.ts';
import { NotificationService } from './notification-service.ts';
import { type OpenedAddresses, recordOpenedAddresses } from './opened-addresses.ts';
import { TrayWatcher } from './tray-watcher.ts';

/** A desktop of the test's own: screen, bus, notifications, tray and browser. */
export interface Desktop {
  electron: ResolvedElectron;
  /** For the programs that run on it. */
  env: Record<string, string>;
  /** A folder that is removed with the desktop. */
  folder: string;
  notifications: NotificationService;
  /** null where the desktop shows no tray icons. */
  tray: TrayWatcher | null;
  opened: OpenedAddresses;
  stop(): Promise<void>;
}

/** Nothing of the machine's own desktop or keyring may be reached. */
const cleared = {
  XDG_CURRENT_DESKTOP: '',
  DESKTOP_SESSION: '',
  WAYLAND_DISPLAY: '',
  GNOME_KEYRING_CONTROL: '',
};

export async function startDesktop({ hasTray = true } = {}): Promise<Desktop> {
  const { electron, screen } = await prepare('private');
  if (!screen) throw new Error('These tests make a Linux desktop of their own and run on Linux only');
  const folder = await mkdtemp(join(tmpdir(), 'ringback-e2e-'));
  const connect = (): MessageBus => sessionBus({ busAddress: screen.env.DBUS_SESSION_BUS_ADDRESS ?? '' });
  const buses = [connect(), connect()] as const;
  const notifications = await NotificationService.start(buses[0]);
  const tray = hasTray ? await TrayWatcher.start(buses[1]) : null;
  const opened = await recordOpenedAddresses(folder);
  return {
    electron,
    folder,
    notifications,
    tray,
    opened,
    env: {
      ...cleared,
      ...screen.env,
      PATH: `${opened.folder}:${process.env.PATH ?? ''}`,
      HOME: folder,
      LANG: 'en_US.UTF-8',
      TZ: 'America/New_York',
    },
    async stop() {
      for (const bus of buses) bus.disconnect();
      await screen.stop();
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
