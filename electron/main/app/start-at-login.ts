import type { Settings } from '#shared/config/settings.ts';
import type { Log } from '../log/log.ts';
import type { LoginItem } from '../platform/login-item.ts';
import type { SettingsStore } from '../settings/store.ts';

export interface StartAtLoginOptions {
  settings: SettingsStore;
  item: LoginItem;
  /** Tells the rep, once, that Ringback starts at login from now on. */
  tell(): Promise<unknown>;
  log: Log;
}

/**
 * Keeps the login item as the setting says. The setting is turned on after the first phone system was saved: from then on, a
 * computer that was restarted misses calls otherwise. Resolves when the start's own changes are made.
 */
export async function keepLoginItem({ settings, item, tell, log }: StartAtLoginOptions): Promise<void> {
  let known = settings.current.startAtLogin;
  const turnOn = async (): Promise<void> => {
    known = true;
    try {
      await item.set(true);
      await settings.update((current) => ({ ...current, startAtLogin: true }));
    } catch (error) {
      known = null;
      throw error;
    }
    await tell();
  };
  const follow = async ({ startAtLogin, sources }: Settings): Promise<void> => {
    if (startAtLogin === null && known === null && sources.length > 0) await turnOn();
    if (startAtLogin === null || startAtLogin === known) return;
    known = startAtLogin;
    await item.set(startAtLogin);
  };
  const attempt = (task: () => Promise<void>): Promise<void> =>
    task().catch((error: unknown) => log('error', 'login item: not set', { error }));
  settings.on('changed', (current) => void attempt(() => follow(current)));
  if (known) await attempt(() => item.refresh());
  await attempt(() => follow(settings.current));
}
