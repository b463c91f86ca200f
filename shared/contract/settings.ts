/** Settings as the window sees and changes them. */
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
  /** Sources without any credentials are left out. */
  credentials: z.array(credentialStateSchema),
  keyring: z.object({
    /** safeStorage's own name for the backend, e.g. gnome_libsecret, basic_text, keychain, dpapi. */
    backend: z.string(),
    secure: z.boolean(),
  }),
  /** The region in force: the configured one, else the system's. */
  effectiveRegion: z.string().nullable(),
  /** BCP 47: how the system writes dates and clock times; see shared/format/locale.ts. */
  locale: z.string(),
});
export type SettingsView = z.infer<typeof settingsViewSchema>;

export const settingsShellMethods = {
  'settings.get': { request: z.object({}), response: settingsViewSchema },
  'settings.update': { request: settingsPatchSchema, response: outcomeSchema },
} as const satisfies ShellMethods;

export const settingsEvents = { 'settings.changed': settingsViewSchema } as const satisfies WindowEvents;
