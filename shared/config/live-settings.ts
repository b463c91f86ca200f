/** What the running engine looks up for each use: a change of these is in force at once and interrupts nothing. */
import { z } from 'zod';
import { callDaysSchema, deliveryDaysSchema, localeSchema, regionSchema } from './limits.ts';

/**
 * Live settings with one name and one form in the app's settings and in the headless configuration. One that is added here is
 * part of both, of what Settings may change, and of what the engine works by.
 */
export const commonSettings = {
  /** How long a missed call waits for news that it was answered after all before it is notified, in seconds. */
  holdSeconds: z
    .number('a number of seconds')
    .min(0, '0 to 60 seconds')
    .max(60, '0 to 60 seconds')
    .default(2),
  /** Digits that phones dial for an outside line, which a phone system leaves before numbers; empty where there is none. */
  outsideLine: z
    .string('digits such as "9"')
    .trim()
    .regex(/^\d{0,4}$/, 'at most four digits, such as "9"')
    .default(''),
};

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

/** Parsing a whole configuration with it leaves its live part. */
export const liveSettingsSchema = z.object({
  ...commonSettings,
  retention: retentionSchema.prefault({}),
  region: regionSchema.optional(),
  /** BCP 47, such as "de-DE": the system's way of writing dates and clock times. Absent: the process's own. */
  locale: localeSchema.optional(),
});
export type LiveSettings = z.infer<typeof liveSettingsSchema>;
