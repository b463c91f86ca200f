/** The app's settings as stored in settings.json (no secrets) and as the renderer sees them. */
import { z } from 'zod';
import { crmTemplateSchema } from './crm-url.ts';
import { callDaysSchema, deliveryDaysSchema, portFrom, regionSchema } from './limits.ts';
import { commonSettings } from './live-settings.ts';
import { refuseRepeatedIds, sourceIdSchema, sourceSchema } from './sources.ts';
import { tunnelSchema } from './tunnel.ts';

/** Where the phone system's tunnel forwards to. Fixed, so that a restart does not change it. */
const defaultPort = 4519;

/** A source as stored: what the engine needs, and the rep's own name for it. */
export const settingsSourceSchema = sourceSchema.extend({
  name: z.string().trim().min(1, 'a name').max(60, 'at most 60 characters'),
});
export type SettingsSource = z.infer<typeof settingsSourceSchema>;

const settingsObject = z.strictObject({
  /** Version of this file's format. */
  version: z.literal(1).default(1),
  /** TCP port on 127.0.0.1 that the tunnel forwards to. */
  port: portFrom(1024).default(defaultPort),
  /** Address of a caller's CRM record, with placeholders; empty until the rep sets it. */
  crmTemplate: z.union([z.literal(''), crmTemplateSchema]).default(''),
  /** null follows the system's locale. */
  region: regionSchema.nullable().default(null),
  ...commonSettings,
  callDays: callDaysSchema,
  deliveryDays: deliveryDaysSchema,
  tunnel: tunnelSchema.default({ kind: 'none' }),
  appearance: z.enum(['system', 'light', 'dark']).default('system'),
  /** Whether closing the window has explained once that the app stays in the tray. */
  trayHintShown: z.boolean().default(false),
  sources: z.array(settingsSourceSchema).default([]),
});
export const settingsSchema = settingsObject.superRefine(({ sources }, context) =>
  refuseRepeatedIds(sources, context),
);
export type Settings = z.infer<typeof settingsSchema>;

/** What is kept in settings.json and not set there: it has commands of its own, or nobody sets it. */
const setElsewhere = { version: true, sources: true, tunnel: true, trayHintShown: true } as const;

/** The schemas of a shape, each optional. Without its default: zod would fill it in for a key that is absent. */
const optionalWithoutDefaults = <S extends Record<string, z.ZodDefault>>(shape: S) =>
  Object.fromEntries(Object.entries(shape).map(([key, field]) => [key, z.optional(field.unwrap())])) as {
    [K in keyof S]: z.ZodOptional<ReturnType<S[K]['unwrap']>>;
  };

/** What Settings may change: every setting that has no command of its own. */
export const settingsPatchSchema = z.strictObject(
  optionalWithoutDefaults(settingsObject.omit(setElsewhere).shape),
);
export type SettingsPatch = z.infer<typeof settingsPatchSchema>;

/** The settings with the patch's values; a key that is absent or undefined stays as it is. */
export const patchSettings = (current: Settings, patch: SettingsPatch): Settings => ({
  ...current,
  ...Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined)),
});

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
