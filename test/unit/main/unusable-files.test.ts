/** Files and folders that cannot be read, written or replaced: what goes on, and what is said. */
import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { shutDown } from '../../../electron/main/app/shut-down.ts';
import { StartFaults } from '../../../electron/main/app/start-faults.ts';
import { type RenameSystem, writeFileAtomically } from '../../../electron/main/files/atomic-write.ts';
import { prepareFolder } from '../../../electron/main/files/faults.ts';
import { createLog } from '../../../electron/main/log/log.ts';
import { readBounds } from '../../../electron/main/window/bounds.ts';

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ringback-unusable-'));
  file = join(folder, 'settings.json');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const systemError = (code: string): Error => Object.assign(new Error(`${code}: rename`), { code });

/** A system whose first renames fail. Time passes without waiting. */
function failing(platform: NodeJS.Platform, codes: string[]) {
  const left = [...codes];
  const waits: number[] = [];
  const system: RenameSystem = {
    platform,
    async rename(from, to) {
      const code = left.shift();
      if (code) throw systemError(code);
      await rename(from, to);
    },
    wait: async (ms) => void waits.push(ms),
  };
  const waited = () => waits.reduce((sum, ms) => sum + ms, 0);
  return { system, waited };
}

describe('a file that another program holds for a moment', () => {
  it('is replaced on Windows as soon as it is free, whatever the code of the refusal', async () => {
    const code = fc.constantFrom('EPERM', 'EACCES', 'EBUSY');
    await fc.assert(
      fc.asyncProperty(fc.array(code, { maxLength: 8 }), async (codes) => {
        await writeFile(file, 'old');
        const { system, waited } = failing('win32', codes);
        await writeFileAtomically(file, 'new', system);
        expect(await readFile(file, 'utf8')).toBe('new');
        expect(waited()).toBeLessThanOrEqual(1_000);
        expect(await readdir(folder)).toEqual(['settings.json']);
      }),
      { numRuns: 30 },
    );
  });

  it('is given up after a second, as it was, and nothing is left behind', async () => {
    await writeFile(file, 'old');
    const { system, waited } = failing('win32', Array<string>(100).fill('EBUSY'));
    await expect(writeFileAtomically(file, 'new', system)).rejects.toMatchObject({ code: 'EBUSY' });
    expect(waited()).toBe(1_000);
    expect(await readFile(file, 'utf8')).toBe('old');
    expect(await readdir(folder)).toEqual(['settings.json']);
  });

  it.each([
    ['win32', 'ENOSPC'],
    ['win32', 'EISDIR'],
    ['linux', 'EPERM'],
    ['darwin', 'EACCES'],
  ] as const)('is not waited for where that does not help: %s, %s', async (platform, code) => {
    const { system, waited } = failing(platform, [code]);
    await expect(writeFileAtomically(file, 'new', system)).rejects.toMatchObject({ code });
    expect(waited()).toBe(0);
  });
});

describe('what could not be read or written at the start', () => {
  it('is logged with its path and reason, and told together', async () => {
    const log = vi.fn();
    const faults = new StartFaults(log);
    expect(faults.problem()).toBeNull();
    await faults.attempt(file, 'read', () => readFile(file));
    await writeFile(file, '');
    await faults.attempt(join(file, 'data'), 'write', () => prepareFolder(join(file, 'data')));
    expect(log.mock.calls).toEqual([
      ['error', 'file: not read', { file, error: expect.objectContaining({ code: 'ENOENT' }) }],
      [
        'error',
        'file: not written',
        { file: join(file, 'data'), error: expect.objectContaining({ code: 'ENOTDIR' }) },
      ],
    ]);
    const problem = faults.problem();
    expect(problem).toMatchObject({ code: 'file-failed', severity: 'warning' });
    expect(problem?.message).toContain(`${file} could not be read: ENOENT`);
    expect(problem?.message).toContain(`${join(file, 'data')} could not be written: ENOTDIR`);
  });

  it('does not concern a file that is only missing or invalid: the window opens at its usual place', async () => {
    const onFault = vi.fn();
    const usual = { width: 1120, height: 720, maximised: false };
    expect(await readBounds(file, onFault)).toEqual(usual);
    await writeFile(file, '{');
    expect(await readBounds(file, onFault)).toEqual(usual);
    expect(onFault).not.toHaveBeenCalled();
    await rm(file);
    await mkdir(file);
    expect(await readBounds(file, onFault)).toEqual(usual);
    expect(onFault).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ code: 'EISDIR' }));
  });

  it('is told of the log as well, which goes on without its file', async () => {
    await writeFile(file, '');
    const onFault = vi.fn();
    const log = createLog(join(file, 'logs'), onFault);
    log('info', 'a line');
    expect(onFault).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ code: 'ENOTDIR' }));
    await mkdir(join(folder, 'logs', 'ringback.log'), { recursive: true });
    createLog(join(folder, 'logs'), onFault);
    expect(onFault).toHaveBeenLastCalledWith(expect.objectContaining({ code: 'EISDIR' }));
  });
});

describe('quitting', () => {
  it('takes every step, the engine’s first, whichever of them fail', async () => {
    const names = ['engine', 'window', 'desktop', 'tray'] as const;
    await fc.assert(
      fc.asyncProperty(fc.subarray([...names]), fc.boolean(), async (broken, isAsync) => {
        const taken: string[] = [];
        const log = vi.fn();
        await shutDown(
          names.map((name) => [
            name,
            () => {
              taken.push(name);
              const error = new Error(name);
              if (!broken.includes(name)) return;
              if (!isAsync) throw error;
              return Promise.reject(error);
            },
          ]),
          log,
        );
        expect(taken).toEqual(names);
        expect(log).toHaveBeenCalledTimes(broken.length);
      }),
    );
  });
});
