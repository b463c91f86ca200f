/** What is inside a packaged Ringback: the fuses in its executable, and its files. */
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, sep } from 'node:path';
import { extractFile, listPackage } from '@electron/asar';
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type PackagedApp, packageApp } from '../../electron/tooling/packaging.ts';

let output: string;
let app: PackagedApp;

beforeAll(async () => {
  output = await mkdtemp(join(tmpdir(), 'ringback-package-'));
  app = await packageApp({ output });
});
afterAll(() => rm(output, { recursive: true, force: true }));

const archived = (): string[] =>
  listPackage(app.asar, { isPack: false }).map((path) => path.replaceAll(sep, '/').replace(/^\//, ''));

describe('the packaged app', () => {
  it.each([
    ['RunAsNode', 'DISABLE'],
    ['EnableCookieEncryption', 'ENABLE'],
    ['EnableNodeOptionsEnvironmentVariable', 'DISABLE'],
    ['EnableNodeCliInspectArguments', 'DISABLE'],
    ['EnableEmbeddedAsarIntegrityValidation', 'ENABLE'],
    ['OnlyLoadAppFromAsar', 'ENABLE'],
    ['LoadBrowserProcessSpecificV8Snapshot', 'DISABLE'],
    ['GrantFileProtocolExtraPrivileges', 'DISABLE'],
  ] as const)('has the fuse %s at %s', async (fuse, state) => {
    const wire = await getCurrentFuseWire(app.executable);
    expect(wire[FuseV1Options[fuse]]).toBe(FuseState[state]);
  });

  it('starts from the built main process', () => {
    const { main } = JSON.parse(extractFile(app.asar, 'package.json').toString());
    expect(archived()).toContain(main);
  });

  it.each([
    'out/preload/index.cjs',
    'out/engine/utility-process.js',
    'out/engine/store-thread.js',
    'out/engine/maintenance-thread.js',
    'out/renderer/index.html',
  ])('contains %s', (file) => {
    expect(archived()).toContain(file);
  });

  it("contains no sources, tests, source maps, nor other people's modules than those with native parts", () => {
    const strangers = archived().filter(
      (path) => !/^(package\.json|out(\/.*)?|node_modules(\/(better-sqlite3|@ngrok)(\/.*)?)?)$/.test(path),
    );
    expect(strangers).toEqual([]);
    expect(archived().filter((path) => /\.(ts|tsx|map)$|better-sqlite3\/(src|deps)\//.test(path))).toEqual(
      [],
    );
  });

  it('asks for nothing that ES modules do not have', () => {
    const scripts = archived().filter((path) => /^out\/(main|engine)\/.*\.js$/.test(path));
    expect(scripts.filter((path) => /\b__dirname\b/.test(extractFile(app.asar, path).toString()))).toEqual(
      [],
    );
  });

  it('contains two native files, for this platform, and those outside of the archive', async () => {
    const natives = archived()
      .filter((path) => path.endsWith('.node'))
      .sort();
    expect(natives).toEqual([
      expect.stringMatching(/^node_modules\/@ngrok\/ngrok-[^/]+\/ngrok\.[^/]+\.node$/),
      expect.stringMatching(/^node_modules\/better-sqlite3\//),
    ]);
    expect(natives[0]).toContain(`${process.platform}-${process.arch}`);
    const unpacked = await readdir(`${app.asar}.unpacked`, { recursive: true });
    expect(
      unpacked
        .filter((path) => path.endsWith('.node'))
        .map((path) => path.replaceAll(sep, '/'))
        .sort(),
    ).toEqual(natives);
  });

  it('has no app beside the archive', async () => {
    expect((await readdir(join(app.asar, '..'))).sort()).toEqual(['app.asar', 'app.asar.unpacked']);
  });
});
