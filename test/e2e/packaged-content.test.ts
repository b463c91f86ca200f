/** What is inside a packaged Ringback: the fuses in its executable, and its files. */
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, sep } from 'node:path';
import { extractFile, listPackage } from '@electron/asar';
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { test as base, expect } from 'vitest';
import { type PackagedApp, packageApp } from '../../electron/tooling/packaging.ts';

const test = base
  .extend('output', { scope: 'file' }, () => mkdtemp(join(tmpdir(), 'ringback-package-')))
  .extend('app', { scope: 'file' }, ({ output }, { onCleanup }) => {
    onCleanup(() => rm(output, { recursive: true, force: true }));
    return packageApp({ output });
  });

const archived = (app: PackagedApp): string[] =>
  listPackage(app.asar, { isPack: false }).map((path) => path.replaceAll(sep, '/').replace(/^\//, ''));

test.for([
  ['RunAsNode', 'DISABLE'],
  ['EnableCookieEncryption', 'ENABLE'],
  ['EnableNodeOptionsEnvironmentVariable', 'DISABLE'],
  ['EnableNodeCliInspectArguments', 'DISABLE'],
  ['EnableEmbeddedAsarIntegrityValidation', 'ENABLE'],
  ['OnlyLoadAppFromAsar', 'ENABLE'],
  ['LoadBrowserProcessSpecificV8Snapshot', 'DISABLE'],
  ['GrantFileProtocolExtraPrivileges', 'DISABLE'],
] as const)('the packaged app has the fuse %s at %s', async ([fuse, state], { app }) => {
  const wire = await getCurrentFuseWire(app.executable);
  expect(wire[FuseV1Options[fuse]]).toBe(FuseState[state]);
});

test('the packaged app starts from the built main process', ({ app }) => {
  const { main } = JSON.parse(extractFile(app.asar, 'package.json').toString());
  expect(archived(app)).toContain(main);
});

test.for([
  'out/preload/index.cjs',
  'out/engine/utility-process.js',
  'out/engine/store-thread.js',
  'out/engine/maintenance-thread.js',
  'out/renderer/index.html',
])('the packaged app contains %s', (file, { app }) => {
  expect(archived(app)).toContain(file);
});

test("the packaged app contains no sources, tests, source maps, nor other people's modules than those with native parts", ({
  app,
}) => {
  const strangers = archived(app).filter(
    (path) => !/^(package\.json|out(\/.*)?|node_modules(\/(better-sqlite3|@ngrok)(\/.*)?)?)$/.test(path),
  );
  expect(strangers).toEqual([]);
  expect(archived(app).filter((path) => /\.(ts|tsx|map)$|better-sqlite3\/(src|deps)\//.test(path))).toEqual(
    [],
  );
});

test('the packaged scripts ask for nothing that ES modules do not have', ({ app }) => {
  const scripts = archived(app).filter((path) => /^out\/(main|engine)\/.*\.js$/.test(path));
  expect(scripts.filter((path) => /\b__dirname\b/.test(extractFile(app.asar, path).toString()))).toEqual([]);
});

test('the packaged app contains two native files, for this platform, and those outside of the archive', async ({
  app,
}) => {
  const natives = archived(app)
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

test('the package has no app beside the archive', async ({ app }) => {
  expect((await readdir(join(app.asar, '..'))).sort()).toEqual(['app.asar', 'app.asar.unpacked']);
});
