import { EventEmitter } from 'node:events';
import type { Summary } from '#shared/contract/summary.ts';
import type { Log } from '../log/log.ts';
import { throttled } from '../util/throttle.ts';

/** How often the summary is asked for while calls keep coming, in milliseconds. */
const interval = 250;

/** What the tray shows, asked of the engine again after each change. */
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
        // The next change, or the restarted engine, asks again.
        log('warn', 'summary: not known', { error });
      }
    }, interval);
  }

  /** null until the engine has told it. */
  get current(): Summary | null {
    return this.#current;
  }
}
