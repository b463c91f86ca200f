/** `npm run test:faults [-- --only <word>]`: every scenario, one after the other; writes docs/reliability.md when all were run. */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { type Finished, reportOf } from './report.ts';
import type { Scenario, ScenarioResult } from './scenario.ts';
import { clockBetweenStarts, clockWhileRunning } from './scenarios/clock.ts';
import { clockOfAnotherYear } from './scenarios/clock-of-another-year.ts';
import { day } from './scenarios/day.ts';
import { diskFull } from './scenarios/disk-full.ts';
import { duplicates } from './scenarios/duplicates.ts';
import { kill } from './scenarios/kill.ts';
import { locked } from './scenarios/locked.ts';

const scenarios: readonly Scenario[] = [
  kill,
  diskFull,
  locked,
  clockBetweenStarts,
  clockWhileRunning,
  clockOfAnotherYear,
  duplicates,
  day,
];
const { values } = parseArgs({ options: { only: { type: 'string' } } });
const { only } = values;
const chosen = scenarios.filter(({ title }) => !only || title.toLowerCase().includes(only.toLowerCase()));
const finished: Finished[] = [];
for (const scenario of chosen) {
  const begin = performance.now();
  const result = await scenario.run().catch(
    (error: unknown): ScenarioResult => ({
      skipped: null,
      figures: [],
      problems: [error instanceof Error ? error.message : String(error)],
    }),
  );
  const seconds = (performance.now() - begin) / 1000;
  finished.push({ scenario, result, seconds });
  const state = result.skipped ? 'skipped' : result.problems.length === 0 ? 'held' : 'FAILED';
  console.log(`${state}: ${scenario.title} (${seconds.toFixed(0)} s)`);
  for (const text of [...result.figures, ...result.problems, ...(result.skipped ? [result.skipped] : [])])
    console.log(`  ${text}`);
}
if (!only)
  writeFileSync(
    fileURLToPath(new URL('../../docs/reliability.md', import.meta.url)),
    reportOf(finished, new Date()),
  );
const failed = finished.filter(({ result }) => result.problems.length > 0).length;
const passed = finished.filter(({ result }) => !result.skipped).length - failed;
console.log(`\n${passed} passed, ${failed} failed`);
process.exit(failed === 0 && passed > 0 ? 0 : 1);
