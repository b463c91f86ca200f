/** The last good copy of a stored file: what the app read without a fault, or wrote, the last time. */
import { stat } from 'node:fs/promises';
import { writeFileAtomically } from './atomic-write.ts';
import { readTextIfPresent } from './read-text.ts';

export interface LastGoodCopy {
  text: string;
  /** When it was written, ISO 8601, UTC. */
  at: string;
}

const pathOf = (file: string): string => `${file}.last-good`;

/** Reads the last good copy of a file; null when there is none, or it cannot be read. */
export async function readLastGood(file: string): Promise<LastGoodCopy | null> {
  try {
    const text = await readTextIfPresent(pathOf(file));
    return text === null ? null : { text, at: (await stat(pathOf(file))).mtime.toISOString() };
  } catch {
    return null;
  }
}

/**
 * Writes a file's last good copy. An equal one keeps its time. A copy that cannot be written is left out: it is only for
 * the case that the file itself is damaged later.
 */
export async function keepLastGood(file: string, text: string): Promise<void> {
  if ((await readLastGood(file))?.text === text) return;
  await writeFileAtomically(pathOf(file), text).catch(() => undefined);
}
