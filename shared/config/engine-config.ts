/** The engine's configuration, the same for the app and for the headless command line. */
import { z } from 'zod';
import { portFrom } from './limits.ts';
import { liveSettingsSchema } from './live-settings.ts';
import { proxiesSchema } from './proxies.ts';
import { liveSourceSchema, refuseRepeatedIds } from './sources.ts';
import { liveTunnelSchema } from './tunnel.ts';

export const engineConfigSchema = z
  .strictObject({
    /** TCP port on 127.0.0.1; 0 for any free one. */
    port: portFrom(0).default(0),
    sources: z.array(liveSourceSchema).default([]),
    ...liveSettingsSchema.shape,
    /** Absent for no tunnel. */
    tunnel: liveTunnelSchema.optional(),
    /** The proxies of the system; absent for those that the environment names. */
    proxies: proxiesSchema.optional(),
  })
  .superRefine(({ sources }, context) => refuseRepeatedIds(sources, context));
export type EngineConfig = z.infer<typeof engineConfigSchema>;
