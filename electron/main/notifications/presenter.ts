import { EventEmitter } from 'node:events';
import type { Call } from '#shared/contract/calls.ts';
import type { EngineNotification, NotificationResult } from '#shared/contract/notifications.ts';
import { NotificationError } from './error.ts';
import { RecentMap } from './recent.ts';
import type { ShowNotification, ShownNotification } from './system.ts';

interface PresenterEvents {
  /** The result of a notification. Emitted again whenever the engine repeats the notification. */
  result: [NotificationResult, EngineNotification];
  click: [EngineNotification];
}

/** Number of notifications that stay clickable: more than any notification centre keeps. */
const liveLimit = 500;
/** Number of remembered IDs. The engine repeats only unsettled notifications, which are far fewer. */
const knownLimit = 20_000;

/** The key of a notification. It includes the phone system's call ID, because a new database restarts its IDs at 1. */
const keyOf = ({ call }: { call: Call }, id: string): string =>
  `${id}/${call.sourceId}/${call.providerCallId}`;

/** Number of attempts after which a notification that the system refuses is given up: the refusal is lasting. */
const mostRefusals = 5;

/** The revisions of one call: the missed call, and the voicemail that replaces it. */
const revisions = [1, 2];

/** The presenter: shows each of the engine's notifications exactly once, and handles its click. */
export class NotificationPresenter extends EventEmitter<PresenterEvents> {
  readonly #show: ShowNotification;
  readonly #results = new RecentMap<string, NotificationResult | 'pending'>(knownLimit);
  readonly #refusals = new RecentMap<string, number>(knownLimit);
  /** The calls whose notifications were postponed and not shown yet. */
  readonly #keptBack = new Set<string>();
  readonly #live = new RecentMap<string, ShownNotification>(liveLimit);

  constructor(show: ShowNotification) {
    super();
    this.#show = show;
  }

  /** True while a postponed notification has not been shown. */
  get hasKeptBack(): boolean {
    return this.#keptBack.size > 0;
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
    if (result.result === 'postponed') this.#results.delete(key);
    else this.#results.set(key, result);
    for (const call of notification.calls ?? [notification.call])
      if (result.result === 'postponed') this.#keptBack.add(keyOf({ call }, call.id));
      else this.#keptBack.delete(keyOf({ call }, call.id));
    this.emit('result', result, notification);
  }

  /** Closes the notifications of a call that was answered later, by a colleague or after forwarding. */
  withdraw(calls: readonly Call[]): void {
    for (const call of calls) {
      if (call.outcome !== 'answered') continue;
      this.#keptBack.delete(keyOf({ call }, call.id));
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
      return this.#failure(notification, error);
    }
  }

  /** What becomes of a notification that was not shown: only a refusal that lasts is final. */
  #failure(notification: EngineNotification, error: unknown): NotificationResult {
    const { id } = notification;
    const reason = error instanceof Error ? error.message : String(error);
    const code = error instanceof NotificationError ? error.code : 'failed';
    if (code !== 'failed') return { id, result: 'postponed', code, reason };
    const key = keyOf(notification, id);
    const refusals = (this.#refusals.get(key) ?? 0) + 1;
    this.#refusals.set(key, refusals);
    return { id, result: refusals < mostRefusals ? 'postponed' : 'failed', code, reason };
  }
}
