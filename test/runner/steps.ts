/** The steps of `npm test`, in the order in which they are taken: the quick ones first. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from '../../electron/tooling/build.ts';
import { runVisibly } from '../../electron/tooling/console/command.ts';
import { projectRoot } from '../../electron/tooling/console/paths.ts';
import { say } from '../../electron/tooling/console/say.ts';
import { electronEnvironment } from '../../electron/tooling/electron.ts';
import { prepare } from '../../electron/tooling/prepare.ts';
import type { Screen } from '../../electron/tooling/screen.ts';
import { diedIn, single, sum, type Tally, vitestTally } from './tally.ts';

/** Runs a script of an installed package with the Node that runs us. */
const tool = (script: string, args: string[], env = process.env): Promise<number> =>
  runVisibly(process.execPath, [join(projectRoot, 'node_modules', script), ...args], {
    cwd: projectRoot,
    env,
  });

interface VitestRun {
  tally: Tally;
  /** Files whose process died in the midst of a test. */
  died: readonly string[];
}

async function vitestOnce(
  project: string,
  files: readonly string[],
  extra: Record<string, string>,
): Promise<VitestRun> {
  const folder = await mkdtemp(join(tmpdir(), 'ringback-report-'));
  const reportFile = join(folder, 'report.json');
  try {
    const code = await tool(
      'vitest/vitest.mjs',
      [
        'run',
        ...files,
        '--project',
        project,
        '--reporter=default',
        '--reporter=json',
        `--outputFile.json=${reportFile}`,
      ],
      { ...process.env, ...extra },
    );
    const report = await readFile(reportFile, 'utf8').then(JSON.parse, () => undefined);
    return { tally: vitestTally(report, code), died: diedIn(report) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Runs once more, whole and aloud, when nothing failed but a process died; what dies twice has failed. */
async function vitest(
  project: string,
  files: readonly string[],
  extra: Record<string, string> = {},
): Promise<Tally> {
  const first = await vitestOnce(project, files, extra);
  if (first.died.length === 0 || first.tally.failed > first.died.length) return first.tally;
  for (const failure of first.tally.failures) say(`${failure}: the process died. Everything is run again.`);
  return (await vitestOnce(project, files, extra)).tally;
}

/** Screens that are to be stopped when the run is interrupted. */
const screens = new Set<Screen>();
export const stopScreens = async (): Promise<void> => {
  await Promise.all([...screens].map((screen) => screen.stop()));
};

async function e2e(files: readonly string[]): Promise<Tally> {
  const { electron, screen } = await prepare('private');
  if (screen) screens.add(screen);
  try {
    await build();
    return await vitest('e2e', files, { ...electronEnvironment(electron), ...screen?.env });
  } finally {
    await screen?.stop();
  }
}

const biome = async (): Promise<Tally> =>
  single((await tool('@biomejs/biome/bin/biome', ['check', '.'])) === 0, 'Biome found something.');

const zones = async (): Promise<Tally> =>
  single(
    (await tool('dependency-cruiser/bin/dependency-cruiser.mjs', ['electron', 'renderer', 'shared'])) === 0,
    'An import crosses a zone.',
  );

const deadCode = async (): Promise<Tally> =>
  single(
    (await tool('knip/bin/knip.js', ['--no-progress'])) === 0,
    'knip found what nothing uses, or what is not listed.',
  );

/** Each takes the test files that it is limited to; none means all. */
export const steps = {
  lint: async () => sum([await biome(), await zones(), await deadCode()]),
  types: async () => single((await tool('typescript/bin/tsc', [])) === 0, 'The types do not fit.'),
  unit: (files) => vitest('unit', files),
  component: (files) => vitest('component', files),
  integration: (files) => vitest('integration', files),
  e2e,
} satisfies Record<string, (files: readonly string[]) => Promise<Tally>>;
export type Step = keyof typeof steps;
export const isStep = (name: string): name is Step => Object.hasOwn(steps, name);
