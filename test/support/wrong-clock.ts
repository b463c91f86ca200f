/** A computer clock that the test sets, for a headless engine. */
import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from './engine-process.ts';

export interface WrongClock {
  /** For the engine's process. */
  env: NodeJS.ProcessEnv;
  /** @param milliseconds how far the clock is ahead of the true time from now on. */
  set(milliseconds: number): void;
}

export function createWrongClock(): WrongClock {
  const file = join(temporaryFolder(), 'clock');
  const set = (milliseconds: number): void => {
    // Renamed into place: the engine must never read half a file.
    writeFileSync(`${file}.next`, String(milliseconds));
    renameSync(`${file}.next`, file);
  };
  set(0);
  const shift = new URL('./shifted-clock.ts', import.meta.url).href;
  return { set, env: { NODE_OPTIONS: `--import ${shift}`, RINGBACK_TEST_CLOCK: file } };
}
