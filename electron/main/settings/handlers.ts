import { patchSettings } from '#shared/config/settings.ts';
import type { WindowHandlers } from '#shared/contract/ipc.ts';
import type { settingsShellMethods } from '#shared/contract/settings.ts';
import type { SecretStore } from '../secrets/store.ts';
import type { SettingsStore } from './store.ts';
import { settingsView } from './view.ts';

export const settingsHandlers = (
  settings: SettingsStore,
  secrets: SecretStore,
  /** Called when the rep has dealt with damaged secrets. */
  onSecretsKept: () => void,
): WindowHandlers<keyof typeof settingsShellMethods> => ({
  'settings.get': () => settingsView(settings.current, secrets),
  'settings.recover': async ({ file, choice }) => {
    if (file === 'settings') await settings.resolve(choice);
    else {
      await secrets.keepRecovered();
      onSecretsKept();
    }
    return { ok: true };
  },
  'settings.update': async (patch) => {
    await settings.update((current) => patchSettings(current, patch));
    return { ok: true };
  },
});
