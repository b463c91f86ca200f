import type { Log } from '../log/log.ts';

/** A step of shutting down, with its name for the log. */
export type ShutDownStep = readonly [name: string, run: () => void | Promise<void>];

/** Runs all steps in order. One that fails is logged, and the others run all the same. */
export async function shutDown(steps: readonly ShutDownStep[], log: Log): Promise<void> {
  for (const [name, run] of steps)
    try {
      await run();
    } catch (error) {
      log('error', `quit: ${name} failed`, { error });
    }
}
