import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { appArguments, exitStatus } from '../../../electron/tooling/app-process.ts';
import { projectRoot } from '../../../electron/tooling/console/paths.ts';
import { electronEnvironment, resolveElectron } from '../../../electron/tooling/electron.ts';
import { isHarmless, withoutKnownNoise } from '../../../electron/tooling/known-noise.ts';
import { executableIn, reasonIn } from '../../../electron/tooling/official-electron.ts';
import { needsOwnAddon, withExperimentalNodeApi } from '../../../electron/tooling/sqlite-addon.ts';

let dist: string;
beforeEach(async () => {
  dist = await mkdtemp(join(tmpdir(), 'ringback-dist-'));
});
afterEach(() => rm(dist, { recursive: true, force: true }));

/** A program that answers `-p process.versions.electron` as an Electron that runs as Node does. */
async function writeElectron(answer: string): Promise<void> {
  await writeFile(join(dist, 'electron'), `#!/bin/sh\n[ "$ELECTRON_RUN_AS_NODE" = 1 ] && echo "${answer}"\n`);
  await chmod(join(dist, 'electron'), 0o755);
}

describe.runIf(process.platform === 'linux')('resolveElectron with ELECTRON_OVERRIDE_DIST_PATH', () => {
  const resolve = (env: NodeJS.ProcessEnv = {}) =>
    resolveElectron({ ELECTRON_OVERRIDE_DIST_PATH: dist, ...env });

  it('takes that folder and the version that it says', async () => {
    await writeElectron('45.4.1');
    await writeFile(join(dist, 'version'), 'v45.4.1\n');
    expect(await resolve()).toEqual({
      dist,
      executable: join(dist, 'electron'),
      version: '45.4.1',
      sqliteBinding: null,
      noSandbox: process.getuid?.() === 0,
    });
  });

  it('asks the program where no file says the version', async () => {
    await writeElectron('44.0.3');
    expect((await resolve()).version).toBe('44.0.3');
  });

  it('says what to do where neither does', async () => {
    await writeElectron('');
    await expect(resolve()).rejects.toThrow('Put the version in a file "version" there');
  });

  it('says so when there is no Electron in the folder', async () => {
    await expect(resolve()).rejects.toThrow(`${executableIn(dist)} does not exist`);
  });

  it('uses the addon that an older Electron was given', async () => {
    await writeElectron('33.2.1');
    const { sqliteBinding } = await resolve({ RINGBACK_SQLITE_BINDING: '/cache/better_sqlite3.node' });
    expect(sqliteBinding).toBe('/cache/better_sqlite3.node');
  });
});

describe('what is passed on', () => {
  const electron = {
    dist: '/e',
    executable: '/e/electron',
    version: '33.2.1',
    sqliteBinding: '/a.node',
    noSandbox: true,
  };

  it('has --no-sandbox for root only', () => {
    expect(appArguments(electron, ['--demo'])).toEqual(['--no-sandbox', projectRoot, '--demo']);
    expect(appArguments({ ...electron, noSandbox: false }, ['--demo'])).toEqual([projectRoot, '--demo']);
  });

  it('lets other programs resolve the same Electron', async () => {
    expect(electronEnvironment(electron)).toEqual({
      ELECTRON_OVERRIDE_DIST_PATH: '/e',
      RINGBACK_SQLITE_BINDING: '/a.node',
    });
    expect(electronEnvironment({ ...electron, sqliteBinding: null })).toEqual({
      ELECTRON_OVERRIDE_DIST_PATH: '/e',
    });
  });

  it('ends with the status that a shell would report', () => {
    expect([exitStatus(3, null), exitStatus(null, 'SIGTERM'), exitStatus(0, null)]).toEqual([3, 143, 0]);
  });
});

describe('what is printed', () => {
  const bus =
    '[25492:1125/024641.584089:ERROR:bus.cc(407)] Failed to connect to the bus: Failed to connect to socket /run/dbus/system_bus_socket: No such file or directory';
  const gpu =
    '[25520:1125/024642.571979:ERROR:viz_main_impl.cc(181)] Exiting GPU process due to errors during initialization';

  const buffer =
    '[27495:1125/025341.948671:ERROR:command_buffer_proxy_impl.cc(131)] ContextResult::kTransientFailure: Failed to send GpuControl.CreateCommandBuffer.';

  it('leaves out what only alarms, wherever the chunks are cut', async () => {
    const filter = withoutKnownNoise();
    const printed = text(filter);
    const whole = `The demo failed: first\n${bus}\n${gpu}\n${buffer}\nlast, without an end of line`;
    for (let at = 0; at < whole.length; at += 7) filter.write(whole.slice(at, at + 7));
    filter.end();
    expect(await printed).toBe('The demo failed: first\nlast, without an end of line');
  });

  it.each([
    'Failed to connect to the bus: said by Ringback',
    `${gpu}, and more`,
    gpu.replace('Exiting GPU process due to errors during initialization', 'Lost the context'),
    bus.replace('ERROR', 'FATAL'),
  ])('keeps everything else: %s', (line) => {
    expect(isHarmless(line)).toBe(false);
  });

  it("names a failed download's reason without the class of the error", () => {
    expect(reasonIn('TypeError: fetch failed\n    at node:internal\n')).toBe('fetch failed');
    expect(reasonIn('')).toBe('no reason given');
  });
});

describe('the SQLite addon', () => {
  it.each([
    ['33.2.1', true],
    ['35.7.5', true],
    ['36.0.0', false],
    ['45.4.1', false],
  ])('on Electron %s is compiled: %s', (version, expected) => {
    expect(needsOwnAddon(version)).toBe(expected);
  });

  it('asks for the experimental Node-API in the source that is installed', async () => {
    const source = createRequire(import.meta.url).resolve('better-sqlite3/package.json');
    const gyp = withExperimentalNodeApi(await readFile(join(source, '../binding.gyp'), 'utf8'));
    expect(gyp).toContain("'NAPI_EXPERIMENTAL'");
    expect(gyp).not.toContain("'NAPI_VERSION=10'");
  });

  it('is not compiled from a source that has changed', () => {
    expect(() => withExperimentalNodeApi("'defines': ['NAPI_VERSION=11']")).toThrow(/no longer defines/);
  });
});
