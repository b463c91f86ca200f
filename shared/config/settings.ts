/** The app's settings as stored in settings.json (no secrets) and as the renderer sees them. */
import { z } from 'zod';
import { crmTemplateSchema } from './crm-url.ts';
import { callDaysSchema, deliveryDaysSchema, portFrom, regionSchema } from './limits.ts';
import { commonSettings } from './live-settings.ts';
import { refuseRepeatedIds, sourceIdSchema, sourceSchema } from './sources.ts';
import { tunnelSchema } from './tunnel.ts';

/** The port that tunnels forward to. It is fixed, so that a restart does not change it. */
const defaultPort = 4519;

/** A stored source: the engine's configuration of it, and the rep's name. */
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
  /** Null for the system's region. */
  region: regionSchema.nullable().default(null),
  ...commonSettings,
  callDays: callDaysSchema,
  deliveryDays: deliveryDaysSchema,
  tunnel: tunnelSchema.default({ kind: 'none' }),
  appearance: z.enum(['system', 'light', 'dark']).default('system'),
  /** Whether the system starts the app at login. Null until the first phone system was saved, which turns it on. */
  startAtLogin: z.boolean().nullable().default(null),
  /** True after the hint was shown that the app stays in the tray. */
  trayHintShown: z.boolean().default(false),
  sources: z.array(settingsSourceSchema).default([]),
});
export const settingsSchema = settingsObject.superRefine(({ sources }, context) =>
  refuseRepeatedIds(sources, context),
);
export type Settings = z.infer<typeof settingsSchema>;

/** The keys that a patch cannot change: they have their own commands, or are not set by the rep. */
const setElsewhere = { version: true, sources: true, tunnel: true, trayHintShown: true } as const;

/** Makes each schema of a shape optional, without its default: zod would add it for an absent key. */
const optionalWithoutDefaults = <S extends Record<string, z.ZodDefault>>(shape: S) =>
  Object.fromEntries(Object.entries(shape).map(([key, field]) => [key, z.optional(field.unwrap())])) as {
    [K in keyof S]: z.ZodOptional<ReturnType<S[K]['unwrap']>>;
  };

/** A change of settings: every setting without its own command. */
export const settingsPatchSchema = z.strictObject(
  optionalWithoutDefaults(settingsObject.omit(setElsewhere).shape),
);
export type SettingsPatch = z.infer<typeof settingsPatchSchema>;

/** Applies a patch. A key that is absent or undefined stays unchanged. */
export const patchSettings = (current: Settings, patch: SettingsPatch): Settings => ({
  ...current,
  ...Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined)),
});

/** The state of a source's secrets. Their values never leave the main process and the engine. */
export const secretStateSchema = z.object({
  sourceId: sourceIdSchema,
  count: z.int().min(0).max(2),
  /** `keychain`: encrypted by the system. `plain`: stored without a keyring, after consent. `memory`: until the app quits. */
  storage: z.enum(['keychain', 'plain', 'memory', 'none']),
});
export type SecretState = z.infer<typeof secretStateSchema>;

const storage = secretStateSchema.shape.storage;
/** The state of the tunnel's secret (authtoken, passphrase or token). */
export const tunnelSecretStateSchema = z.object({ isSet: z.boolean(), storage });
export type TunnelSecretState = z.infer<typeof tunnelSecretStateSchema>;

/** The state of a source's API credentials: the names of those that are set, and their storage. */
export const credentialStateSchema = z.object({
  sourceId: sourceIdSchema,
  names: z.array(z.string()),
  storage,
});
export type CredentialState = z.infer<typeof credentialStateSchema>;
