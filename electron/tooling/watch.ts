/** Builds the programs that run in Node again whenever their sources change. */
import { createBuilder, type Rolldown } from 'vite';
import { projectRoot } from './console/paths.ts';
import { say } from './console/say.ts';

const programs = ['main', 'preload', 'engine'] as const;
export type Program = (typeof programs)[number];

/** One save may concern several programs, which are built one after the other. Milliseconds. */
const gatheringTime = 150;

/** Calls back with all programs that were built within a short time of each other. */
function gather(changed: (programs: ReadonlySet<Program>) => void): (program: Program) => void {
  let built = new Set<Program>();
  let timer: NodeJS.Timeout | undefined;
  return (program) => {
    built.add(program);
    clearTimeout(timer);
    timer = setTimeout(() => {
      const all = built;
      built = new Set();
      changed(all);
    }, gatheringTime);
  };
}

/** Resolves after the first build, whether or not that succeeded; later ones are reported to `rebuilt`. */
async function firstBuild(
  watcher: Rolldown.RolldownWatcher,
  name: Program,
  rebuilt: () => void,
): Promise<void> {
  let isFirst = true;
  let failed = false;
  await new Promise<void>((resolve) => {
    watcher.on('event', async (event) => {
      if (event.code === 'START') failed = false;
      if (event.code === 'ERROR') {
        failed = true;
        say(`${name} does not build: ${event.error.message}`);
      }
      if (event.code === 'BUNDLE_END' || event.code === 'ERROR') await event.result.close();
      if (event.code !== 'END') return;
      if (!isFirst && !failed) rebuilt();
      isFirst = false;
      resolve();
    });
  });
}

/**
 * Builds main, preload and engine, and again on each change.
 * @param changed told which were built anew, after the first time.
 * @returns a function that ends the watching.
 */
export async function watchPrograms(
  changed: (programs: ReadonlySet<Program>) => void,
): Promise<() => Promise<void>> {
  const builder = await createBuilder({
    configFile: `${projectRoot}/vite.config.ts`,
    mode: 'development',
    logLevel: 'warn',
    build: { watch: {} },
  });
  const built = gather(changed);
  const watchers: Rolldown.RolldownWatcher[] = [];
  for (const name of programs) {
    const environment = builder.environments[name];
    if (!environment) throw new Error(`vite.config.ts has no environment ${name}`);
    const watcher = (await builder.build(environment)) as Rolldown.RolldownWatcher;
    watchers.push(watcher);
    await firstBuild(watcher, name, () => built(name));
  }
  return async () => {
    await Promise.all(watchers.map((watcher) => watcher.close()));
  };
}
