/** The engine's configuration, the same for the app and for the headless command line. */
import { z } from 'zod';
import { liveSourceSchema } from './sources.ts';

export const portSchema = z.int().min(0).max(65535);

export const holdSecondsSchema = z.number().min(0).max(60);

export const engineConfigSchema = z
  .strictObject({
    /** TCP port on 127.0.0.1; 0 takes any free one. */
    port: portSchema.default(0),
    sources: z.array(liveSourceSchema).default([]),
    /** How long a missed call waits for news that it was answered after all before it is notified, in seconds. */
    holdSeconds: holdSecondsSchema.default(2),
    /** ISO 3166-1 alpha-2; how numbers without a country code are read. */
    region: z
      .string()
      .regex(/^[A-Z]{2}$/, 'expected a two-letter country code such as "US"')
      .optional(),
  })
  .superRefine((config, context) => {
    const seen = new Set<string>();
    config.sources.forEach((source, index) => {
      if (seen.has(source.id))
        context.addIssue({
          code: 'custom',
          path: ['sources', index, 'id'],
          message: `"${source.id}" is used twice; expected an ID of its own`,
        });
      seen.add(source.id);
    });
  });
export type EngineConfig = z.infer<typeof engineConfigSchema>;
