/** Files of ours whose format has a number, and that other versions of the app may have written. */
import { basename } from 'node:path';

export type JsonObject = Readonly<Record<string, unknown>>;

/**
 * From one version of a format to the next: a pure function of the parsed file. What it does not understand it leaves as
 * it is, for whoever checks the newest version.
 */
type FormatStep = (file: JsonObject) => JsonObject;

export interface FileFormat {
  /** The version that this app reads and writes. */
  newest: number;
  /** By the version that a step starts from. A released one is never edited. */
  steps: Readonly<Record<number, FormatStep>>;
}

export interface UpToDate {
  /** In the newest version's shape; of a newer file what this version knows is to be looked for in it. */
  file: JsonObject;
  /** The version that the file was brought up from; null when it was not older. */
  migratedFrom: number | null;
  /** The version of a file that a newer app wrote; null otherwise. Nothing may be written into its place. */
  newerVersion: number | null;
  /** Why a step failed; the file is as it was before that step. */
  fault: string | null;
}

const versionOf = ({ version = 1 }: JsonObject): number | null =>
  typeof version === 'number' && Number.isInteger(version) && version >= 0 ? version : null;

/** Brings a parsed file to the newest version, one step after the other. A file without a version has version 1. */
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

/** A newer version of the app wrote the file, and this one must not write into its place. The message is for the rep. */
export class NewerFileError extends Error {
  override readonly name = 'NewerFileError';
  readonly code = 'newer-file';
  readonly file: string;
  /** @param what is in the file, as a sentence begins: `Settings`. */
  constructor(what: string, file: string) {
    super(`${what} were written by a newer Ringback. Install it again to change them.`);
    this.file = basename(file);
  }
}
