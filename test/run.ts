/**
 * `npm test [-- step... [file...]]`: every check there is, or the named ones; of their tests, those in the files. The last
 * line is `N passed, N failed`; the exit code is 0 only when nothing failed and something ran.
 */
import { LaunchError } from '../electron/tooling/console/errors.ts';
import { say } from '../electron/tooling/console/say.ts';
import { isStep, type Step, steps, stopScreens } from './runner/steps.ts';
import { exitCode, single, sum, summaryLine, type Tally } from './runner/tally.ts';

const heading = (text: string): void => console.log(`\n=== ${text}`);

async function take(step: Step, files: readonly string[]): Promise<Tally> {
  heading(step);
  const began = performance.now();
  const tally = await steps[step](files).catch((error: unknown) => {
    if (error instanceof LaunchError) say(error.message);
    else console.error(error);
    return single(false, `The step ${step} could not be taken.`);
  });
  console.log(`=== ${step}: ${summaryLine(tally)} (${((performance.now() - began) / 1000).toFixed(1)} s)`);
  return tally;
}

const isFile = (name: string): boolean => /[./]/.test(name);

async function main(args: readonly string[]): Promise<number> {
  const files = args.filter(isFile);
  const names = args.filter((name) => !isFile(name));
  const unknown = names.filter((name) => !isStep(name));
  if (unknown.length > 0) {
    console.error(`Unknown step: ${unknown.join(', ')}. Steps: ${Object.keys(steps).join(', ')}.`);
    return 2;
  }
  const chosen = Object.keys(steps)
    .filter(isStep)
    .filter((step) => names.length === 0 || names.includes(step));
  const tallies: [Step, Tally][] = [];
  for (const step of chosen) tallies.push([step, await take(step, files)]);
  heading('summary');
  for (const [step, tally] of tallies) console.log(`${step.padEnd(12)} ${summaryLine(tally)}`);
  const total = sum(tallies.map(([, tally]) => tally));
  for (const failure of total.failures) console.log(`failed: ${failure}`);
  console.log(`\n${summaryLine(total)}`);
  return exitCode(total);
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.on(signal, () => void stopScreens().finally(() => process.exit(130)));
process.exitCode = await main(process.argv.slice(2));
