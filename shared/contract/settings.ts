/** The contract of settings. */
import { z } from 'zod';
import {
  credentialStateSchema,
  secretStateSchema,
  settingsPatchSchema,
  settingsSchema,
  tunnelSecretStateSchema,
} from '../config/settings.ts';
import type { ShellMethods, WindowEvents } from './method.ts';
import { outcomeSchema } from './outcome.ts';

const settingsViewSchema = z.object({
  settings: settingsSchema,
  secrets: z.array(secretStateSchema),
  tunnelSecret: tunnelSecretStateSchema,
  /** Sources without credentials are omitted. */
  credentials: z.array(credentialStateSchema),
  keyring: z.object({
    /** safeStorage's name of the backend, e.g. gnome_libsecret, basic_text, keychain, dpapi. */
    backend: z.string(),
    secure: z.boolean(),
  }),
  /** False for a copy that is not installed: the system would start it without its files. */
  canStartAtLogin: z.boolean(),
  /** The effective region: the configured one, or else the system's. */
  effectiveRegion: z.string().nullable(),
  /** The system's locale for dates and clock times, BCP 47; see shared/format/locale.ts. */
  locale: z.string(),
});
export type SettingsView = z.infer<typeof settingsViewSchema>;

export const settingsShellMethods = {
  'settings.get': { request: z.object({}), response: settingsViewSchema },
  /** Deals with damaged settings or secrets: goes back to the last good copy, or keeps what is in use. */
  'settings.recover': {
    request: z.object({ file: z.enum(['settings', 'secrets']), choice: z.enum(['restore', 'keep']) }),
    response: outcomeSchema,
  },
  'settings.update': { request: settingsPatchSchema, response: outcomeSchema },
} as const satisfies ShellMethods;

export const settingsEvents = { 'settings.changed': settingsViewSchema } as const satisfies WindowEvents;
