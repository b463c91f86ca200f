import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';

/** A TCP port of 127.0.0.1 that is free now: a Ringback that runs beside the tests has the usual one. */
export const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });

/** Makes a profile with a port of its own, unless it has settings already. */
export async function prepareProfile(userData: string): Promise<void> {
  const settings = join(userData, 'settings.json');
  if (existsSync(settings)) return;
  await mkdir(userData, { recursive: true });
  await writeFile(settings, JSON.stringify({ version: 1, port: await freePort() }));
}
