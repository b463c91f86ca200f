import { patchSettings } from '#shared/config/settings.ts';
import type { WindowHandlers } from '#shared/contract/ipc.ts';
import type { settingsShellMethods } from '#shared/contract/settings.ts';
import type { SecretStore } from '../secrets/store.ts';
import type { SettingsStore } from './store.ts';
import { settingsView } from './view.ts';

export const settingsHandlers = (
  settings: SettingsStore,
  secrets: SecretStore,
): WindowHandlers<keyof typeof settingsShellMethods> => ({
  'settings.get': () => settingsView(settings.current, secrets),
  'settings.update': async (patch) => {
    await settings.update((current) => patchSettings(current, patch));
    return { ok: true };
  },
});
