import { app } from 'electron';
import type { Settings } from '#shared/config/settings.ts';
import type { SettingsView } from '#shared/contract/settings.ts';
import { systemLocale } from '../platform/system-locale.ts';
import type { SecretStore } from '../secrets/store.ts';

/** A two-letter country code; undefined for other values, such as "" and "419". */
const asRegion = (code: string | undefined): string | undefined =>
  /^[A-Z]{2}$/.test(code ?? '') ? code : undefined;

/** The configured region, or else the system's; null when neither is known. On Linux, only the locale gives a region. */
export const effectiveRegion = (settings: Settings): string | null =>
  settings.region ??
  asRegion(app.getLocaleCountryCode()) ??
  asRegion(new Intl.Locale(systemLocale()).region) ??
  null;

/** The renderer's view of settings. It has the states of secrets, never the secrets. */
export async function settingsView(settings: Settings, secrets: SecretStore): Promise<SettingsView> {
  return {
    settings,
    secrets: settings.sources.map(({ id }) => secrets.state(id)),
    tunnelSecret: secrets.tunnelState,
    credentials: settings.sources
      .map(({ id }) => secrets.credentialState(id))
      .filter(({ names }) => names.length > 0),
    keyring: await secrets.keyring(),
    canStartAtLogin: app.isPackaged,
    effectiveRegion: effectiveRegion(settings),
    locale: systemLocale(),
  };
}
