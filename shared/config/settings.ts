/** The app's settings as stored in settings.json (no secrets) and as the renderer sees them. */
import { z } from 'zod';
import { crmTemplateSchema } from './crm-url.ts';
import { refuseRepeatedIds, sourceIdSchema, sourceSchema } from './sources.ts';
import { tunnelSchema } from './tunnel.ts';

/** Where the phone system's tunnel forwards to. Fixed, so that a restart does not change it. */
export const defaultPort = 4519;

/** A source as stored: what the engine needs, and the rep's own name for it. */
export const settingsSourceSchema = sourceSchema.extend({
  name: z.string().trim().min(1, 'expected a name').max(60, 'expected at most 60 characters'),
});
export type SettingsSource = z.infer<typeof settingsSourceSchema>;

const daysSchema = z
  .int('expected a whole number of days')
  .min(1, 'expected 1 to 3650 days')
  .max(3650, 'expected 1 to 3650 days');

export const settingsSchema = z
  .strictObject({
    /** Version of this file's format. */
    version: z.literal(1).default(1),
    /** TCP port on 127.0.0.1 that the tunnel forwards to. */
    port: z
      .int('expected a whole number')
      .min(1024, 'expected a port from 1024 to 65535')
      .max(65535, 'expected a port from 1024 to 65535')
      .default(defaultPort),
    /** Address of a caller's CRM record, with placeholders; empty until the rep sets it. */
    crmTemplate: z.union([z.literal(''), crmTemplateSchema]).default(''),
    /** ISO 3166-1 alpha-2; how numbers without a country code are read. null follows the system's locale. */
    region: z
      .string()
      .regex(/^[A-Z]{2}$/, 'expected a two-letter country code such as "US"')
      .nullable()
      .default(null),
    /** How long a missed call waits for news that it was answered after all before it is notified, in seconds. */
    holdSeconds: z
      .number('expected a number of seconds')
      .min(0, 'expected 0 to 60 seconds')
      .max(60, 'expected 0 to 60 seconds')
      .default(2),
    /** How long calls are kept, with their follow-ups, and how long what came in as it came in; days. */
    callDays: daysSchema.default(90),
    deliveryDays: daysSchema.default(14),
    tunnel: tunnelSchema.default({ kind: 'none' }),
    appearance: z.enum(['system', 'light', 'dark']).default('system'),
    /** Whether closing the window has explained once that the app stays in the tray. */
    trayHintShown: z.boolean().default(false),
    sources: z.array(settingsSourceSchema).default([]),
  })
  .superRefine(({ sources }, context) => refuseRepeatedIds(sources, context));
export type Settings = z.infer<typeof settingsSchema>;

const { port, crmTemplate, region, holdSeconds, callDays, deliveryDays, appearance } = settingsSchema.shape;
/**
 * What Settings may change; sources have calls of their own because they come with secrets. Without the defaults: in
 * zod they would be filled in for absent keys and so reset what the patch does not name.
 */
export const settingsPatchSchema = z.strictObject({
  port: port.unwrap().optional(),
  crmTemplate: crmTemplate.unwrap().optional(),
  region: region.unwrap().optional(),
  holdSeconds: holdSeconds.unwrap().optional(),
  callDays: callDays.unwrap().optional(),
  deliveryDays: deliveryDays.unwrap().optional(),
  appearance: appearance.unwrap().optional(),
});
export type SettingsPatch = z.infer<typeof settingsPatchSchema>;

/** How a source's secrets are kept. The values themselves never leave the main process and the engine. */
export const secretStateSchema = z.object({
  sourceId: sourceIdSchema,
  count: z.int().min(0).max(2),
  /** keychain: encrypted by the system; plain: consented storage without a keyring; memory: until the app quits. */
  storage: z.enum(['keychain', 'plain', 'memory', 'none']),
});
export type SecretState = z.infer<typeof secretStateSchema>;

const storage = secretStateSchema.shape.storage;
/** Whether the tunnel's secret (authtoken, passphrase or token) is set, and how it is kept. */
export const tunnelSecretStateSchema = z.object({ isSet: z.boolean(), storage });
export type TunnelSecretState = z.infer<typeof tunnelSecretStateSchema>;

/** Which of a source's API credentials are set, by name, and how they are kept. */
export const credentialStateSchema = z.object({
  sourceId: sourceIdSchema,
  names: z.array(z.string()),
  storage,
});
export type CredentialState = z.infer<typeof credentialStateSchema>;
