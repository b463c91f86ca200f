import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A program called xdg-open that writes down what it is asked to open. */
export interface OpenedAddresses {
  /** To be first in PATH. */
  folder: string;
  /** What was opened so far, oldest first. */
  read(): Promise<string[]>;
}

export async function recordOpenedAddresses(parent: string): Promise<OpenedAddresses> {
  const folder = join(parent, 'bin');
  const record = join(parent, 'opened.txt');
  await mkdir(folder, { recursive: true });
  await writeFile(record, '');
  const program = join(folder, 'xdg-open');
  await writeFile(program, `#!/bin/sh\nprintf '%s\\n' "$1" >> '${record}'\n`);
  await chmod(program, 0o755);
  return { folder, read: async () => (await readFile(record, 'utf8')).split('\n').filter(Boolean) };
}
