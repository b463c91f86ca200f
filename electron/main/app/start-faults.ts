import type { Problem } from '#shared/contract/problem.ts';
import type { StoredFileFault } from '../files/faults.ts';
import type { Log } from '../log/log.ts';

const verbs = { read: 'read', write: 'written' } as const;
const sentence = ({ file, act, error }: StoredFileFault): string =>
  `${file} could not be ${verbs[act]}: ${error instanceof Error ? error.message : String(error)}`;

/**
 * Collects the files and folders that could not be read or written. Each is logged with its path and reason. Those of the
 * start are told to the rep together, once.
 */
export class StartFaults {
  readonly #log: Log;
  readonly #found: string[] = [];

  constructor(log: Log) {
    this.#log = log;
  }

  report(fault: StoredFileFault): void {
    const { file, act, error } = fault;
    this.#log('error', `file: not ${verbs[act]}`, { file, error });
    this.#found.push(sentence(fault));
  }

  /** Runs a task on a file; reports its failure, and returns null then. */
  async attempt<T>(file: string, act: StoredFileFault['act'], task: () => T | Promise<T>): Promise<T | null> {
    try {
      return await task();
    } catch (error) {
      this.report({ file, act, error });
      return null;
    }
  }

  /** The problem of what was found so far; null when nothing was. */
  problem(now = new Date()): Problem | null {
    if (this.#found.length === 0) return null;
    return {
      code: 'file-failed',
      severity: 'warning',
      message: `${this.#found.join('. ')}.`,
      fix: 'Check the disk and the permissions of the folder. Then start Ringback again.',
      since: now.toISOString(),
    };
  }
}
