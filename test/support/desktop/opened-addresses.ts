import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A program called xdg-open that writes down what it is asked to open. */
export interface OpenedAddresses {
  /** To be first in PATH. */
  folder: string;
  /** What was opened so far, oldest first. */
  read(): Promise<string[]>;
  /** Decides how the program exits from now on: 0 when something takes the address, 3 or 4 when nothing does. */
  exitWith(code: number): Promise<void>;
}

export async function recordOpenedAddresses(parent: string): Promise<OpenedAddresses> {
  const folder = join(parent, 'bin');
  const record = join(parent, 'opened.txt');
  await mkdir(folder, { recursive: true });
  await writeFile(record, '');
  const program = join(folder, 'xdg-open');
  const exitWith = (code: number): Promise<void> => {
    const take = code === 0 ? `printf '%s\\n' "$1" >> '${record}'\n` : '';
    return writeFile(program, `#!/bin/sh\n${take}exit ${code}\n`);
  };
  await exitWith(0);
  await chmod(program, 0o755);
  return { folder, exitWith, read: async () => (await readFile(record, 'utf8')).split('\n').filter(Boolean) };
}
