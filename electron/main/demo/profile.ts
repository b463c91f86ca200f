import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { app } from 'electron';
import { settingsSchema } from '#shared/config/settings.ts';
import { writeFileAtomically } from '../files/atomic-write.ts';
import type { DemoSources } from './sources.ts';

/** The demo's CRM address. `.example` is reserved by RFC 2606. */
const crmTemplate = 'https://crm.example/contacts?phone={e164}&call={providerCallId}';

const prefix = 'ringback-demo-';

/** True when a process is running, another user's included: its folder must not be removed. */
const isRunning = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
};

/** Removes folders of ended demos. Chromium still writes files when this program can no longer remove them. */
function removeLeftovers(): void {
  for (const name of readdirSync(tmpdir())) {
    const pid = Number(new RegExp(`^${prefix}(\\d+)-`).exec(name)?.[1]);
    if (pid && !isRunning(pid)) rmSync(join(tmpdir(), name), { recursive: true, force: true });
  }
}

/** Uses a temporary profile folder for the demo, removed at the end. The rep's data is never touched. */
export function enterDemoProfile(): void {
  removeLeftovers();
  const folder = mkdtempSync(join(tmpdir(), `${prefix}${process.pid}-`));
  app.setPath('userData', folder);
  app.setPath('sessionData', folder);
  process.on('exit', () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));
}

/** Finds a free TCP port on 127.0.0.1, because a running app may have the usual one. */
const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });

/** Writes the demo's settings. @returns the demo's sources, with secrets that are only in memory. */
export async function prepareDemoProfile(
  settingsFile: string,
  sources: DemoSources,
): Promise<Map<string, string>> {
  const all = Object.values(sources);
  const settings = settingsSchema.parse({
    port: await freePort(),
    crmTemplate,
    region: 'US',
    trayHintShown: true,
    sources: all.map(({ source }) => source),
  });
  await writeFileAtomically(settingsFile, JSON.stringify(settings));
  return new Map(all.map(({ source, secret }) => [source.id, secret]));
}
