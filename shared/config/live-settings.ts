/** Live settings: the engine looks them up for each use, so a change applies at once and interrupts nothing. */
import { z } from 'zod';
import { callDaysSchema, deliveryDaysSchema, localeSchema, regionSchema } from './limits.ts';

/**
 * Live settings with the same name and form in the app's settings and the headless configuration. A setting added here is
 * part of both, of the settings patch, and of the engine's live settings.
 */
export const commonSettings = {
  /** Hold time of missed calls in seconds. A call answered in this time is not notified. */
  holdSeconds: z
    .number('a number of seconds')
    .min(0, '0 to 60 seconds')
    .max(60, '0 to 60 seconds')
    .default(2),
  /** How long an answered outgoing call must last to count as a talk, in seconds: a voicemail box answers too. */
  talkSeconds: z
    .int('a whole number of seconds')
    .min(0, '0 to 120 seconds')
    .max(120, '0 to 120 seconds')
    .default(20),
  /** Digits dialled for an outside line, which some phone systems leave before numbers; empty for none. */
  outsideLine: z
    .string('digits such as "9"')
    .trim()
    .regex(/^\d{0,4}$/, 'at most four digits, such as "9"')
    .default(''),
};

/** The retention of stored data. Every key has a default. */
const retentionSchema = z.strictObject({
  callDays: callDaysSchema,
  deliveryDays: deliveryDaysSchema,
  /** Database size in MiB above which the oldest deliveries are deleted earlier. */
  maxMegabytes: z
    .int('a whole number of megabytes')
    .min(50, '50 to 1000000 megabytes')
    .max(1_000_000, '50 to 1000000 megabytes')
    .default(2048),
});
export type Retention = z.infer<typeof retentionSchema>;

/** The schema of all live settings. It parses a whole configuration and keeps its live part. */
export const liveSettingsSchema = z.object({
  ...commonSettings,
  retention: retentionSchema.prefault({}),
  region: regionSchema.optional(),
  /** The system's locale for dates and clock times, BCP 47 such as "de-DE". Absent for the process's own. */
  locale: localeSchema.optional(),
});
export type LiveSettings = z.infer<typeof liveSettingsSchema>;
