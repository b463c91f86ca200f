/** The rebuild of main, preload and engine when their sources change. */
import { createBuilder, type Rolldown } from 'vite';
import { projectRoot } from './console/paths.ts';
import { say } from './console/say.ts';

const programs = ['main', 'preload', 'engine'] as const;
export type Program = (typeof programs)[number];

/** Delay in milliseconds that collects rebuilt programs: one save may affect several. */
const gatheringTime = 150;

/** Collects programs that are built shortly after each other into one call. */
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

/** Resolves after the first build, successful or not. Later builds call `rebuilt`. */
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
 * @param changed called with the rebuilt programs, after the first build.
 * @returns a function that stops watching.
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
