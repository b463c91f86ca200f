/** Versioned file formats. Another version of the app may have written the file. */
import { basename } from 'node:path';

export type JsonObject = Readonly<Record<string, unknown>>;

/**
 * A step from one version of a format to the next: a pure function of the parsed file. It leaves unknown content unchanged;
 * the newest version's schema checks it.
 */
type FormatStep = (file: JsonObject) => JsonObject;

export interface FileFormat {
  /** The version that this app reads and writes. */
  newest: number;
  /** The steps, by the version that each starts from. A released step is never edited. */
  steps: Readonly<Record<number, FormatStep>>;
}

export interface UpToDate {
  /** The content in the newest version's shape. For a newer file, only the keys that this version knows are usable. */
  file: JsonObject;
  /** The file's older version; null when it was not older. */
  migratedFrom: number | null;
  /** The file's newer version; null when it is not newer. A newer file must not be overwritten. */
  newerVersion: number | null;
  /** Why a step failed; null when none did. The content is then as before that step. */
  fault: string | null;
}

const versionOf = ({ version = 1 }: JsonObject): number | null =>
  typeof version === 'number' && Number.isInteger(version) && version >= 0 ? version : null;

/** Migrates a parsed file to the newest version, step by step. A file without a version has version 1. */
export function bringUpToDate(file: JsonObject, { newest, steps }: FileFormat): UpToDate {
  const found = versionOf(file);
  const unchanged: UpToDate = { file, migratedFrom: null, newerVersion: null, fault: null };
  if (found === null) return unchanged;
  if (found > newest) return { ...unchanged, file: { ...file, version: newest }, newerVersion: found };
  let current = file;
  for (let version = found; version < newest; version++) {
    const step = steps[version];
    if (!step) return unchanged;
    try {
      current = { ...step(current), version: version + 1 };
    } catch (error) {
      const fault = `it could not be brought from version ${version} to ${version + 1} (${String(error)})`;
      return { ...unchanged, file: { ...current, version: newest }, fault };
    }
  }
  return { ...unchanged, file: current, migratedFrom: found < newest ? found : null };
}

/** The refusal to overwrite a file that a newer version of the app wrote. The message is for the rep. */
export class NewerFileError extends Error {
  override readonly name = 'NewerFileError';
  readonly code = 'newer-file';
  readonly file: string;
  /** @param what the file's content, as the beginning of a sentence: `Settings`. */
  constructor(what: string, file: string) {
    super(`${what} were written by a newer Ringback. Install it again to change them.`);
    this.file = basename(file);
  }
}
