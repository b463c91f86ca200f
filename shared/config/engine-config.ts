/** The engine's configuration, the same for the app and for the headless command line. */
import { z } from 'zod';
import { liveSourceSchema, refuseRepeatedIds } from './sources.ts';
import { liveTunnelSchema } from './tunnel.ts';

export const portSchema = z.int().min(0).max(65535);

export const holdSecondsSchema = z.number().min(0).max(60);

const days = z.int().min(1).max(3650);

/** How long what is kept; defaults for every key. */
export const retentionSchema = z.strictObject({
  /** Calls, with their follow-ups and dead letters. */
  callDays: days.default(90),
  /** Deliveries as they came in. */
  deliveryDays: days.default(14),
  /** Size of the database, above which the oldest deliveries go earlier. */
  maxMegabytes: z.int().min(50).max(1_000_000).default(2048),
});

export const engineConfigSchema = z
  .strictObject({
    /** TCP port on 127.0.0.1; 0 takes any free one. */
    port: portSchema.default(0),
    sources: z.array(liveSourceSchema).default([]),
    /** How long a missed call waits for news that it was answered after all before it is notified, in seconds. */
    holdSeconds: holdSecondsSchema.default(2),
    retention: retentionSchema.prefault({}),
    /** Absent runs none. */
    tunnel: liveTunnelSchema.optional(),
    /** ISO 3166-1 alpha-2; how numbers without a country code are read. */
    region: z
      .string()
      .regex(/^[A-Z]{2}$/, 'expected a two-letter country code such as "US"')
      .optional(),
  })
  .superRefine(({ sources }, context) => refuseRepeatedIds(sources, context));
export type EngineConfig = z.infer<typeof engineConfigSchema>;
