import { spawn } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { identityOf } from '../../../electron/engine/tunnel/cloudflared/identity.ts';
import { type EngineProcess, startEngineProcess, temporaryFolder } from '../../support/engine-process.ts';
import { eventually } from '../../support/eventually.ts';
import {
  type CloudflaredBehaviour,
  type InstalledCloudflared,
  installCloudflared,
} from '../../support/tunnels/cloudflared.ts';

async function startWith(program: string | null, dataFolder: string): Promise<EngineProcess> {
  const tunnel = program === null ? {} : { tunnel: { settings: { kind: 'cloudflared', program } } };
  const engine = await startEngineProcess({ config: { port: 0, ...tunnel }, dataFolder });
  onTestFinished(async () => void (await engine.stop()));
  return engine;
}
const isUp = (installed: InstalledCloudflared) =>
  eventually(
    () => existsSync(join(installed.folder, 'run.json')) && installed.isRunning,
    (running) => running,
  );
const isGone = (installed: InstalledCloudflared, timeoutMs = 5_000) =>
  eventually(
    () => installed.isRunning,
    (running) => !running,
    timeoutMs,
  );

describe('cloudflared', () => {
  it.each<[NodeJS.Signals, CloudflaredBehaviour]>([
    ['SIGKILL', 'works'],
    ['SIGKILL', 'stubborn'],
    ['SIGKILL', 'silent'],
    ['SIGABRT', 'works'],
    ['SIGTERM', 'stubborn'],
  ])('ends with its engine when that ends by %s: %s', async (signal, behaviour) => {
    const dataFolder = temporaryFolder();
    const installed = installCloudflared(behaviour);
    const engine = await startWith(installed.program, dataFolder);
    await isUp(installed);
    engine.kill(signal);
    await engine.ended;
    await isGone(installed);
  });
});

describe('a cloudflared that outlived its engine', () => {
  /** As one whose engine and shell were killed: nobody watches over it. */
  async function leaveBehind(dataFolder: string, behaviour: CloudflaredBehaviour, other: object = {}) {
    const installed = installCloudflared(behaviour);
    const child = spawn(installed.program, ['tunnel'], { stdio: 'ignore' });
    onTestFinished(() => void child.kill('SIGKILL'));
    await isUp(installed);
    const { pid } = installed.run;
    const note = { pid, ...(await identityOf(pid)), ...other };
    writeFileSync(join(dataFolder, 'cloudflared.json'), JSON.stringify(note));
    return installed;
  }

  it.each<CloudflaredBehaviour>(['works', 'stubborn'])(
    'is ended by the next one, also where the tunnel was turned off: %s',
    async (behaviour) => {
      const dataFolder = temporaryFolder();
      const installed = await leaveBehind(dataFolder, behaviour);
      await startWith(null, dataFolder);
      await isGone(installed);
      await eventually(
        () => existsSync(join(dataFolder, 'cloudflared.json')),
        (exists) => !exists,
      );
    },
  );

  it.each([
    ['another start', { startedAt: '1' }],
    ['another command line', { command: 'cloudflared tunnel run' }],
  ])('is not taken for another program that has its ID by now: %s', async (_, other) => {
    const dataFolder = temporaryFolder();
    const innocent = await leaveBehind(dataFolder, 'works', other);
    await startWith(null, dataFolder);
    await eventually(
      () => existsSync(join(dataFolder, 'cloudflared.json')),
      (exists) => !exists,
    );
    expect(innocent.isRunning).toBe(true);
  });

  it('is noted while it runs, and no longer', async () => {
    const dataFolder = temporaryFolder();
    const installed = installCloudflared('works');
    const engine = await startWith(installed.program, dataFolder);
    await isUp(installed);
    await eventually(
      () => existsSync(join(dataFolder, 'cloudflared.json')),
      (exists) => exists,
    );
    await engine.stop();
    expect(existsSync(join(dataFolder, 'cloudflared.json'))).toBe(false);
  });

  it.each(['', 'x', '{}', '{"pid":1,"startedAt":"1","command":"init"}', '{"pid":-1}'])(
    'does not keep an engine from starting by a note that makes no sense: %s',
    async (note) => {
      const dataFolder = temporaryFolder();
      writeFileSync(join(dataFolder, 'cloudflared.json'), note);
      await startWith(null, dataFolder);
    },
  );
});
