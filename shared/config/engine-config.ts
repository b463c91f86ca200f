/** The engine's configuration, the same for the app and for the headless command line. */
import { z } from 'zod';
import {
  callDaysSchema,
  deliveryDaysSchema,
  holdSecondsSchema,
  localeSchema,
  portFrom,
  regionSchema,
} from './limits.ts';
import { liveSourceSchema, refuseRepeatedIds } from './sources.ts';
import { liveTunnelSchema } from './tunnel.ts';

/** How long what is kept; defaults for every key. */
const retentionSchema = z.strictObject({
  callDays: callDaysSchema,
  deliveryDays: deliveryDaysSchema,
  /** Size of the database in MiB, above which the oldest deliveries go earlier. */
  maxMegabytes: z
    .int('a whole number of megabytes')
    .min(50, '50 to 1000000 megabytes')
    .max(1_000_000, '50 to 1000000 megabytes')
    .default(2048),
});
export type Retention = z.infer<typeof retentionSchema>;

/**
 * What the running engine looks up each time that it needs it. A change of these is in force at once and interrupts nothing;
 * a new setting of the engine belongs here.
 */
export const liveSettingsSchema = z.object({
  holdSeconds: holdSecondsSchema,
  retention: retentionSchema.prefault({}),
  region: regionSchema.optional(),
  /** BCP 47, such as "de-DE": the system's way of writing dates and clock times. Absent: the process's own. */
  locale: localeSchema.optional(),
});
export type LiveSettings = z.infer<typeof liveSettingsSchema>;

export const engineConfigSchema = z
  .strictObject({
    /** TCP port on 127.0.0.1; 0 takes any free one. */
    port: portFrom(0).default(0),
    sources: z.array(liveSourceSchema).default([]),
    ...liveSettingsSchema.shape,
    /** Absent runs none. */
    tunnel: liveTunnelSchema.optional(),
  })
  .superRefine(({ sources }, context) => refuseRepeatedIds(sources, context));
export type EngineConfig = z.infer<typeof engineConfigSchema>;
