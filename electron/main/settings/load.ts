import { type Settings, settingsSchema } from '#shared/config/settings.ts';
import { bringUpToDate, type FileFormat } from '../files/format.ts';
import { parseSettingsFile, type Salvaged, salvageSettings } from './salvage.ts';

/** The versions of settings.json. For a new one, raise `newest`, add the step and raise the schema's `version`. */
export const settingsFormat: FileFormat = { newest: 1 satisfies Settings['version'], steps: {} };

export interface LoadedSettings extends Salvaged {
  /** The file's older version; null when it was not older. */
  migratedFrom: number | null;
  /** The file's newer version; null when it is not newer. A newer file must not be overwritten. */
  newerVersion: number | null;
}

/**
 * Reads a settings file of any version. From a newer one, the known and valid keys are used. Its new keys are no fault.
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
