import { EventEmitter } from 'node:events';
import type { Log } from '../log/log.ts';
import type { DesktopEvents } from './linux-services.ts';

/** The services that the desktop offers. Emits `changed` when they change. */
export interface Desktop extends EventEmitter<DesktopEvents> {
  readonly current: DesktopEvents['changed'][0];
  stop(): void;
}

/** The desktop of Windows and macOS, which always has a tray and notifications. */
class CompleteDesktop extends EventEmitter<DesktopEvents> implements Desktop {
  readonly current = { trayHost: true, notifications: true };
  stop(): void {
    this.removeAllListeners();
  }
}

export async function watchDesktop(log: Log): Promise<Desktop> {
  if (process.platform !== 'linux') return new CompleteDesktop();
  const { LinuxDesktop } = await import('./linux-services.ts');
  const desktop = new LinuxDesktop(log);
  await desktop.start();
  return desktop;
}
