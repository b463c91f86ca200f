import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { freePort } from '../free-port.ts';

/** Makes a profile with a port of its own, unless it has settings already. */
export async function prepareProfile(userData: string): Promise<void> {
  const settings = join(userData, 'settings.json');
  if (existsSync(settings)) return;
  await mkdir(userData, { recursive: true });
  await writeFile(settings, JSON.stringify({ version: 1, port: await freePort() }));
}
