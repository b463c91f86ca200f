import { EventEmitter } from 'node:events';
import type { Call } from '#shared/contract/calls.ts';
import type { EngineNotification, NotificationResult } from '#shared/contract/notifications.ts';
import { RecentMap } from './recent.ts';
import type { ShowNotification, ShownNotification } from './system.ts';

interface PresenterEvents {
  /** What became of a notification: told once more whenever the engine asks once more. */
  result: [NotificationResult, EngineNotification];
  click: [EngineNotification];
}

/** More than any notification centre keeps. A forgotten one can no longer be clicked. */
const liveLimit = 500;
/** The engine repeats only what it has no answer for, so a few thousand are far more than can come twice. */
const knownLimit = 20_000;

/** With the phone system's own ID of the call: a database that was started afresh counts its calls from 1 again. */
const keyOf = ({ call }: { call: Call }, id: string): string =>
  `${id}/${call.sourceId}/${call.providerCallId}`;

/** Of one call: the miss, and the voicemail in its place. */
const revisions = [1, 2];

/** Shows what the engine decided, each ID exactly once, and keeps hold of it so that a click still arrives. */
export class NotificationPresenter extends EventEmitter<PresenterEvents> {
  readonly #show: ShowNotification;
  readonly #results = new RecentMap<string, NotificationResult | 'pending'>(knownLimit);
  readonly #live = new RecentMap<string, ShownNotification>(liveLimit);

  constructor(show: ShowNotification) {
    super();
    this.#show = show;
  }

  async present(notification: EngineNotification): Promise<void> {
    const key = keyOf(notification, notification.id);
    const known = this.#results.get(key);
    if (known === 'pending') return;
    if (known) {
      this.emit('result', known, notification);
      return;
    }
    this.#results.set(key, 'pending');
    const result = await this.#tryToShow(notification);
    this.#results.set(key, result);
    this.emit('result', result, notification);
  }

  /** Takes back what turned out to be no miss: a colleague took the call after a while, or it was forwarded. */
  withdraw(calls: readonly Call[]): void {
    for (const call of calls) {
      if (call.outcome !== 'answered') continue;
      for (const revision of revisions) this.#close(keyOf({ call }, `${call.id}:${revision}`));
    }
  }

  #close(key: string): void {
    this.#live.get(key)?.close();
    this.#live.delete(key);
  }

  async #tryToShow(notification: EngineNotification): Promise<NotificationResult> {
    const { id, replaces, title, body, silent } = notification;
    if (replaces) this.#close(keyOf(notification, replaces));
    try {
      const shown = await this.#show({
        title,
        body,
        silent,
        onClick: () => this.emit('click', notification),
      });
      this.#live.set(keyOf(notification, id), shown);
      return { id, result: 'shown' };
    } catch (error) {
      return { id, result: 'failed', reason: error instanceof Error ? error.message : String(error) };
    }
  }
}
