import { type Settings, settingsSchema } from '#shared/config/settings.ts';
import { bringUpToDate, type FileFormat } from '../files/format.ts';
import { parseSettingsFile, type Salvaged, salvageSettings } from './salvage.ts';

/** The versions of settings.json. A new one: raise `newest`, add the step, raise the schema's `version`. */
export const settingsFormat: FileFormat = { newest: 1 satisfies Settings['version'], steps: {} };

export interface LoadedSettings extends Salvaged {
  /** The older version that the file had; null when it had this one's. */
  migratedFrom: number | null;
  /** The newer version that the file has; null otherwise. It must not be written then. */
  newerVersion: number | null;
}

/**
 * Reads a settings file of any version. Of a newer one the known, valid keys are in force; what is new in it is no fault.
 * @param text the file's content.
 */
export function loadSettings(text: string, format = settingsFormat): LoadedSettings {
  const parsed = parseSettingsFile(text);
  if (!parsed.ok)
    return {
      settings: settingsSchema.parse({}),
      faults: [parsed.fault],
      migratedFrom: null,
      newerVersion: null,
    };
  const { file, migratedFrom, newerVersion, fault } = bringUpToDate(parsed.file, format);
  const { settings, faults } = salvageSettings(file);
  if (newerVersion !== null) return { settings, faults: [], migratedFrom, newerVersion };
  return { settings, faults: fault === null ? faults : [fault, ...faults], migratedFrom, newerVersion };
}
