/** docs/reliability.md: what was done to the engine, and what came of it. */
import { cpus, totalmem } from 'node:os';
import type { Scenario, ScenarioResult } from './scenario.ts';

export interface Finished {
  scenario: Scenario;
  result: ScenarioResult;
  seconds: number;
}

/** The machine without its name. */
export const machine = (): string =>
  `${cpus().length} processors, ${Math.round(totalmem() / 2 ** 30)} GB of memory, ${process.platform} ${process.arch}, Node ${process.versions.node}`;

const verdict = ({ skipped, problems }: ScenarioResult): string =>
  skipped ? `Not run: ${skipped}.` : problems.length === 0 ? 'Held.' : 'FAILED.';

export function reportOf(finished: readonly Finished[], at: Date): string {
  const seconds = finished.reduce((sum, one) => sum + one.seconds, 0);
  const run = finished.filter(({ result }) => !result.skipped);
  const held = run.filter(({ result }) => result.problems.length === 0);
  return [
    '# Reliability',
    '',
    'What Ringback promises: a request that was answered 2xx is stored, becomes a call, and is notified, each exactly once,',
    'whatever happens to the process, the disk or the clock. This page is written by `npm run test:faults`, which does the',
    'following to the real engine over real HTTP and compares what was acknowledged with what is stored, what is a call',
    'and what was notified (by notification ID: the same one told again after a crash is shown once).',
    '',
    `${at.toISOString().slice(0, 10)}: ${held.length} of ${run.length} scenarios held, in ${Math.round(seconds)} s (${machine()}).`,
    '',
    ...finished.flatMap(({ scenario, result, seconds: own }) => [
      `## ${scenario.title}`,
      '',
      scenario.what,
      '',
      ...result.figures.map((text) => `- ${text}`),
      ...result.problems.map((text) => `- Did not hold: ${text}`),
      `- ${verdict(result)}${result.skipped ? '' : ` ${own.toFixed(0)} s.`}`,
      '',
    ]),
    'What a listener makes of hostile requests is measured by `npm run fuzz` (`-- --report` writes it down beside this file).',
    '',
  ].join('\n');
}
