/** A cloudflared that outlived its engine: a note in the data folder says which one it is, and the next engine ends it. */
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { identityOf } from './identity.ts';

const noteSchema = z.object({
  pid: z.int().min(2),
  startedAt: z.string().min(1),
  command: z.string().min(1),
});

const noteIn = (folder: string): string => join(folder, 'cloudflared.json');
const graceMs = 1_000;
const lookMs = 50;

/** Notes the running program. Never rejects: without the note, only {@link endLeftover} finds nothing. */
export async function noteRunning(folder: string, pid: number): Promise<void> {
  const identity = await identityOf(pid);
  if (!identity) return;
  await writeFile(noteIn(folder), JSON.stringify({ pid, ...identity }), { mode: 0o600 }).catch(() => {});
}

/** Removes the note of a program that has ended. Never rejects. */
export const forgetRunning = (folder: string): Promise<void> =>
  rm(noteIn(folder), { force: true }).catch(() => {});

async function readNote(folder: string): Promise<z.infer<typeof noteSchema> | null> {
  try {
    return noteSchema.parse(JSON.parse(await readFile(noteIn(folder), 'utf8')));
  } catch {
    // There is none, or it cannot be read; then nothing is known of any program.
    return null;
  }
}

/**
 * Ends the program that an earlier engine of this data folder left behind, within about 2 s. A process that was given the same
 * ID since is not touched. Never rejects.
 */
export async function endLeftover(folder: string): Promise<void> {
  const note = await readNote(folder);
  if (!note) return;
  const isIt = async (): Promise<boolean> => {
    const identity = await identityOf(note.pid);
    return identity?.startedAt === note.startedAt && identity.command === note.command;
  };
  const isGoneWithin = async (ms: number): Promise<boolean> => {
    for (let waited = 0; waited < ms; waited += lookMs) {
      if (!(await isIt())) return true;
      await pause(lookMs);
    }
    return false;
  };
  for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
    if (!(await isIt())) break;
    try {
      process.kill(note.pid, signal);
    } catch {
      // It ended just now, or belongs to somebody else.
      break;
    }
    if (await isGoneWithin(graceMs)) break;
  }
  await forgetRunning(folder);
}
