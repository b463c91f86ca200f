import { EventEmitter } from 'node:events';
import type { Summary } from '#shared/contract/summary.ts';
import type { Log } from '../log/log.ts';
import { throttled } from '../util/throttle.ts';

/** Shortest interval between two requests for the summary, in milliseconds. */
const interval = 250;

/** The tray's summary, requested from the engine after each change. */
export class SummaryFeed extends EventEmitter<{ changed: [Summary] }> {
  #current: Summary | null = null;
  readonly refresh: { (): void; cancel(): void };

  constructor(ask: () => Promise<Summary>, log: Log) {
    super();
    this.refresh = throttled(async () => {
      try {
        const told = await ask();
        this.#current = told;
        this.emit('changed', told);
      } catch (error) {
        // The next change, or the restarted engine, requests it again.
        log('warn', 'summary: not known', { error });
      }
    }, interval);
  }

  /** Null until the engine has answered. */
  get current(): Summary | null {
    return this.#current;
  }
}
