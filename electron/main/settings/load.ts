import { type Settings, settingsSchema } from '#shared/config/settings.ts';
import { bringUpToDate, type FileFormat } from '../files/format.ts';
import { parseJsonObject } from '../files/json-object.ts';
import { type Salvaged, salvageSettings } from './salvage.ts';

/** The versions of settings.json. For a new one, raise `newest`, add the step and raise the schema's `version`. */
export const settingsFormat: FileFormat = { newest: 1 satisfies Settings['version'], steps: {} };

export interface LoadedSettings extends Salvaged {
  /** The file's older version; null when it was not older. */
  migratedFrom: number | null;
  /** The file's newer version; null when it is not newer. A newer file must not be overwritten. */
  newerVersion: number | null;
  /** True when the file names no setting at all, damaged or not. */
  isBlank: boolean;
}

/** The default settings, for a file of which nothing is usable. @param reason a part of a sentence. */
export const nothingLoaded = (reason: string): LoadedSettings => ({
  settings: settingsSchema.parse({}),
  faults: [reason],
  lost: new Set(),
  migratedFrom: null,
  newerVersion: null,
  isBlank: true,
});

/**
 * Reads a settings file of any version. From a newer one, the known and valid keys are used. Its new keys are no fault.
 * @param text the file's content.
 */
export function loadSettings(text: string, format = settingsFormat): LoadedSettings {
  const parsed = parseJsonObject(text);
  if (typeof parsed === 'string') return nothingLoaded(parsed);
  const { file, migratedFrom, newerVersion, fault } = bringUpToDate(parsed, format);
  const { settings, faults, lost } = salvageSettings(file);
  const isBlank = Object.keys(file).every((key) => key === 'version');
  const loaded = { settings, lost, migratedFrom, newerVersion, isBlank };
  if (newerVersion !== null) return { ...loaded, faults: [] };
  return { ...loaded, faults: fault === null ? faults : [fault, ...faults] };
}
