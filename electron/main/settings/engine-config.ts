/** The engine's configuration, made from settings and secrets. */
import { z } from 'zod';
import { type EngineConfig, engineConfigSchema } from '#shared/config/engine-config.ts';
import { commonSettings } from '#shared/config/live-settings.ts';
import type { Proxies } from '#shared/config/proxies.ts';
import type { Settings } from '#shared/config/settings.ts';
import type { SecretStore } from '../secrets/store.ts';

/** The settings that both have under the same name. */
const commonSchema = z.object(commonSettings);

/** Access to secrets and credentials in clear. */
export type ClearSecrets = Pick<SecretStore, 'get' | 'credentials' | 'tunnel'>;

/**
 * Creates the engine's configuration. It holds only what the engine uses: equal configurations cause no update.
 * @param around the effective region, null when unknown, the system's locale, and its proxies as far as known.
 */
export function engineConfig(
  settings: Settings,
  secrets: ClearSecrets,
  { region, locale, proxies }: { region: string | null; locale: string; proxies?: Proxies | undefined },
): EngineConfig {
  const { port, callDays, deliveryDays, tunnel } = settings;
  return engineConfigSchema.parse({
    port,
    ...commonSchema.parse(settings),
    retention: { callDays, deliveryDays },
    // The engine identifies sources by ID. It does not need their names.
    sources: settings.sources.map(({ name: _name, ...source }) => ({
      ...source,
      secrets: secrets.get(source.id),
      credentials: secrets.credentials(source.id),
    })),
    ...(tunnel.kind === 'none'
      ? {}
      : { tunnel: { settings: tunnel, ...(secrets.tunnel === null ? {} : { secret: secrets.tunnel }) } }),
    ...(region === null ? {} : { region }),
    locale,
    ...(proxies === undefined ? {} : { proxies }),
  });
}
