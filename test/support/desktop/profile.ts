import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { freePort } from '../free-port.ts';

/** Makes a profile with a port of its own, unless it has settings already. @param settings what they hold besides. */
export async function prepareProfile(userData: string, settings: object = {}): Promise<void> {
  if (existsSync(join(userData, 'settings.json'))) return;
  await writeProfile(userData, JSON.stringify({ version: 1, port: await freePort(), ...settings }));
}

/** Makes a profile whose settings are this text. @returns its folder. */
export async function writeProfile(userData: string, settings: string): Promise<string> {
  await mkdir(userData, { recursive: true });
  await writeFile(join(userData, 'settings.json'), settings);
  return userData;
}

/** Changes the settings of an app that does not run. */
export async function editSettings(userData: string, change: object): Promise<void> {
  const settings: object = JSON.parse(await readFile(join(userData, 'settings.json'), 'utf8'));
  await writeProfile(userData, JSON.stringify({ ...settings, ...change }));
}
