/** Packaging with electron-builder, for the current platform. */
import { rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import {
  type Configuration,
  type FileSet,
  Platform,
  build as packWithElectronBuilder,
} from 'electron-builder';
import { build } from './build.ts';
import { projectRoot } from './console/paths.ts';
import { type ResolvedElectron, resolveElectron } from './electron.ts';
import { checkFuses, expectedFuses } from './fuses.ts';

export interface PackageOptions {
  /** Keeps the inspect fuse on, so that Playwright can attach. Only for tests, never for release. */
  inspectable?: boolean;
  /** The output folder; dist, or dist/inspectable, by default. */
  output?: string;
}

export interface PackagedApp {
  folder: string;
  executable: string;
  /** The archive with the app's files. */
  asar: string;
}

const betterSqlite = 'node_modules/better-sqlite3';

/** SQLite's native file: the platform's prebuild, or the addon compiled for an older Electron in the place it prefers. */
const sqliteAddon = (own: string | null): FileSet =>
  own === null
    ? {
        from: `${betterSqlite}/prebuilds`,
        to: `${betterSqlite}/prebuilds`,
        filter: [`${process.platform}-${process.arch}.node`],
      }
    : { from: dirname(own), to: `${betterSqlite}/build/Release`, filter: ['*.node'] };

const ngrokPackages = 'node_modules/@ngrok';
/** ngrok's native file. It has a package for each platform, and npm installs the right one. */
const ngrokAddon: FileSet = {
  from: ngrokPackages,
  to: ngrokPackages,
  filter: ['', '-*'].flatMap((libc) =>
    ['package.json', '*.node'].map((file) => `ngrok-${process.platform}-${process.arch}${libc}/${file}`),
  ),
};

/** The configuration that electron-builder.yml cannot contain. */
export function builderConfiguration(
  electron: ResolvedElectron,
  { inspectable = false, output = inspectable ? 'dist/inspectable' : 'dist' }: PackageOptions,
): Configuration {
  return {
    extends: join(projectRoot, 'electron-builder.yml'),
    electronDist: electron.dist,
    electronVersion: electron.version,
    directories: { output },
    // The app refuses debugging switches without it.
    ...(inspectable ? { extraMetadata: { inspectable } } : {}),
    electronFuses: { enableNodeCliInspectArguments: inspectable },
    files: [sqliteAddon(electron.sqliteBinding), ngrokAddon],
    // Electron's default app, if it is included.
    afterExtract: ({ appOutDir }) => rm(join(appOutDir, 'resources/app'), { recursive: true, force: true }),
  };
}

/** The paths in an unpacked app, by platform. */
function packagedApp(output: string): PackagedApp {
  const arch = process.arch === 'x64' ? '' : `-${process.arch}`;
  if (process.platform === 'darwin') {
    const folder = join(output, `mac${arch}`, 'Ringback.app/Contents');
    return { folder, executable: join(folder, 'MacOS/Ringback'), asar: join(folder, 'Resources/app.asar') };
  }
  const isWindows = process.platform === 'win32';
  const folder = join(output, `${isWindows ? 'win' : 'linux'}${arch}-unpacked`);
  return {
    folder,
    executable: join(folder, isWindows ? 'Ringback.exe' : 'ringback'),
    asar: join(folder, 'resources/app.asar'),
  };
}

/** Builds and packages the app, and checks its fuses. @throws LaunchError when one is not as expected. */
export async function packageApp(options: PackageOptions = {}): Promise<PackagedApp> {
  const electron = await resolveElectron();
  await build();
  const config = builderConfiguration(electron, options);
  await packWithElectronBuilder({
    projectDir: projectRoot,
    targets: Platform.current().createTarget('dir'),
    config,
    publish: 'never',
  });
  const app = packagedApp(resolve(projectRoot, config.directories?.output ?? 'dist'));
  await checkFuses(app.executable, {
    ...expectedFuses,
    EnableNodeCliInspectArguments: options.inspectable ?? false,
  });
  return app;
}
