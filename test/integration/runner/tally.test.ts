import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { projectRoot } from '../../../electron/tooling/console/paths.ts';
import { diedIn, exitCode, single, sum, summaryLine, vitestTally } from '../../runner/tally.ts';

// The cases import Vitest.
const folder = mkdtempSync(join(tmpdir(), 'ringback-tally-'));
symlinkSync(join(projectRoot, 'node_modules'), join(folder, 'node_modules'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs Vitest itself over one file with the given source. */
function runOf(source: string) {
  writeFileSync(join(folder, 'case.test.ts'), source);
  const reportFile = join(folder, 'report.json');
  rmSync(reportFile, { force: true });
  const { status } = spawnSync(
    process.execPath,
    [
      join(projectRoot, 'node_modules/vitest/vitest.mjs'),
      ...['run', `--root=${folder}`, '--reporter=json', `--outputFile=${reportFile}`],
    ],
    { cwd: folder, encoding: 'utf8' },
  );
  const report: unknown = JSON.parse(readFileSync(reportFile, 'utf8'));
  return { tally: vitestTally(report, status ?? 1), died: diedIn(report) };
}

const passing = `import { it } from 'vitest';\nit('passes', () => {});\n`;

describe('the tally of a Vitest run', () => {
  it.each([
    ['tests that pass and fail', `${passing}it('fails', () => { throw new Error('x'); });`, 1, 1],
    ['a file that does not load', `import './nowhere.ts';\n${passing}`, 0, 1],
    ['a file that throws while it loads', `${passing}throw new Error('x');`, 0, 1],
    [
      'a failing hook',
      `import { beforeAll } from 'vitest';\n${passing}beforeAll(() => { throw new Error('x'); });`,
      0,
      1,
    ],
    [
      'an error that no test caught',
      `${passing}it('is late', async () => { Promise.reject(new Error('x')); await new Promise(setImmediate); });`,
      2,
      1,
    ],
    ['a file without tests', 'export {};', 0, 1],
    ['tests that pass', passing, 1, 0],
  ])('counts %s, and names what failed', (_name, source, passed, failed) => {
    const { tally, died } = runOf(source);
    expect(died).toEqual([]);
    expect(tally).toMatchObject({ passed, failed });
    expect(tally.failures).toHaveLength(failed);
  });

  it('names the test that failed', () => {
    expect(runOf(`${passing}it('fails', () => { throw new Error('x'); });`).tally.failures).toEqual([
      `${join(folder, 'case.test.ts')}: fails`,
    ]);
  });

  it('names the test in which the process died', () => {
    const { tally, died } = runOf(
      `import { it } from 'vitest';
      it('dies', async () => { process.kill(process.pid, 'SIGKILL'); await new Promise(() => {}); });`,
    );
    const file = join(folder, 'case.test.ts');
    expect(tally).toEqual({ passed: 0, failed: 1, failures: [`${file}: ended at "dies"`] });
    expect(died).toEqual([file]);
  });

  it('counts a run that left no report as failed', () => {
    expect(vitestTally(undefined, 0)).toMatchObject({ passed: 0, failed: 1 });
  });
});

describe('the whole', () => {
  it('is summed into the line that others read, and what failed', () => {
    const tests = { passed: 40, failed: 2, failures: ['a', 'b'] };
    const whole = sum([single(true, 'types'), tests, single(false, 'lint')]);
    expect(summaryLine(whole)).toBe('41 passed, 3 failed');
    expect(whole.failures).toEqual(['a', 'b', 'lint']);
  });

  it('is good only when something ran and nothing failed', () => {
    expect([
      exitCode({ passed: 3, failed: 0 }),
      exitCode({ passed: 3, failed: 1 }),
      exitCode(sum([])),
    ]).toEqual([0, 1, 1]);
  });
});
