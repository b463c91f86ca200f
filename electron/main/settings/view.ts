import { app } from 'electron';
import { type EngineConfig, engineConfigSchema } from '#shared/config/engine-config.ts';
import type { Settings } from '#shared/config/settings.ts';
import type { LiveTunnel } from '#shared/config/tunnel.ts';
import type { SettingsView } from '#shared/contract/settings.ts';
import { systemLocale } from '../platform/system-locale.ts';
import type { SecretStore } from '../secrets/store.ts';

/** A two-letter country code; undefined for what is none, such as "" and "419". */
const asRegion = (code: string | undefined): string | undefined =>
  /^[A-Z]{2}$/.test(code ?? '') ? code : undefined;

/** The configured region, else the system's; null where neither says one. On Linux, Electron tells none beside the locale. */
export const effectiveRegion = (settings: Settings): string | null =>
  settings.region ??
  asRegion(app.getLocaleCountryCode()) ??
  asRegion(new Intl.Locale(systemLocale()).region) ??
  null;

/** What the renderer sees: how secrets are kept, never the secrets. */
export async function settingsView(settings: Settings, secrets: SecretStore): Promise<SettingsView> {
  return {
    settings,
    secrets: settings.sources.map(({ id }) => secrets.state(id)),
    tunnelSecret: secrets.tunnelState,
    credentials: settings.sources
      .map(({ id }) => secrets.credentialState(id))
      .filter(({ names }) => names.length > 0),
    keyring: await secrets.keyring(),
    effectiveRegion: effectiveRegion(settings),
    locale: systemLocale(),
  };
}

const liveTunnel = ({ tunnel }: Settings, secrets: SecretStore): LiveTunnel => ({
  settings: tunnel,
  ...(secrets.tunnel === null ? {} : { secret: secrets.tunnel }),
});

/** What the engine runs on: the only place where settings and clear secrets meet. */
export function engineConfig(settings: Settings, secrets: SecretStore): EngineConfig {
  const region = effectiveRegion(settings);
  return engineConfigSchema.parse({
    port: settings.port,
    holdSeconds: settings.holdSeconds,
    retention: { callDays: settings.callDays, deliveryDays: settings.deliveryDays },
    sources: settings.sources.map(({ name: _name, ...source }) => ({
      ...source,
      secrets: secrets.get(source.id),
      credentials: secrets.credentials(source.id),
    })),
    ...(settings.tunnel.kind === 'none' ? {} : { tunnel: liveTunnel(settings, secrets) }),
    ...(region ? { region } : {}),
    locale: systemLocale(),
  });
}
