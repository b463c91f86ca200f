/** The engine's configuration out of settings and secrets: the only place where both meet in clear. */
import { z } from 'zod';
import { type EngineConfig, engineConfigSchema } from '#shared/config/engine-config.ts';
import { commonSettings } from '#shared/config/live-settings.ts';
import type { Settings } from '#shared/config/settings.ts';
import type { SecretStore } from '../secrets/store.ts';

/** Picks what both have under the same name. */
const commonSchema = z.object(commonSettings);

/** Secrets and credentials in clear, as the engine needs them. */
export type ClearSecrets = Pick<SecretStore, 'get' | 'credentials' | 'tunnel'>;

/**
 * Everything that the engine has to know, and nothing else: where two settings give the same configuration, the engine hears
 * of no change.
 * @param around what the system adds: the region in force, null where nothing says one, and its locale.
 */
export function engineConfig(
  settings: Settings,
  secrets: ClearSecrets,
  { region, locale }: { region: string | null; locale: string },
): EngineConfig {
  const { port, callDays, deliveryDays, tunnel } = settings;
  return engineConfigSchema.parse({
    port,
    ...commonSchema.parse(settings),
    retention: { callDays, deliveryDays },
    // The engine knows sources by their IDs; names are the rep's own.
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
  });
}
