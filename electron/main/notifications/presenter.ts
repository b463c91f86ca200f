import { EventEmitter } from 'node:events';
import { digestText, type Reader } from '#shared/calls/digest-text.ts';
import type { Call } from '#shared/contract/calls.ts';
import { contactOf } from '#shared/contract/contact.ts';
import type { EngineNotification, NotificationResult } from '#shared/contract/notifications.ts';
import { Burst } from './burst.ts';
import { NotificationError } from './error.ts';
import { isAmong, PopUps } from './pop-ups.ts';
import { RecentMap } from './recent.ts';
import type { ShowNotification } from './system.ts';

interface PresenterEvents {
  /** The result of a notification. Emitted again whenever the engine repeats the notification. */
  result: [NotificationResult, EngineNotification];
  click: [Pick<EngineNotification, 'kind' | 'call'>];
}

/** Number of remembered IDs. The engine repeats only unsettled notifications, which are far fewer. */
const knownLimit = 20_000;
/** Number of attempts after which a notification that the system refuses is given up: the refusal is lasting. */
const mostRefusals = 5;
/** Pause in which a burst's notifications are collected, in milliseconds, so that its pop-up is not replaced for each. */
const collectMs = 1000;

/** The key of a notification. It includes the phone system's call ID, because a new database restarts its IDs at 1. */
const keyOf = ({ call }: { call: Call }, id: string): string =>
  `${id}/${call.sourceId}/${call.providerCallId}`;

const callsOf = ({ call, calls }: EngineNotification): Call[] => calls ?? [call];

/**
 * The presenter: shows each of the engine's notifications exactly once, and handles its click. A caller has one pop-up,
 * which later ones replace; a burst has one in all.
 */
export class NotificationPresenter extends EventEmitter<PresenterEvents> {
  readonly #show: ShowNotification;
  readonly #reader: () => Reader;
  readonly #results = new RecentMap<string, NotificationResult | 'pending'>(knownLimit);
  readonly #refusals = new RecentMap<string, number>(knownLimit);
  /** The calls whose notifications were postponed and not shown yet. */
  readonly #keptBack = new Set<string>();
  readonly #popUps = new PopUps();
  readonly #burst = new Burst();
  /** The burst's next pop-up, while its notifications are collected. */
  #collected: Promise<void> | null = null;
  #isBurstShown = false;

  /** @param reader the current region and locale of texts. */
  constructor(show: ShowNotification, reader: () => Reader) {
    super();
    this.#show = show;
    this.#reader = reader;
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
    for (const call of callsOf(notification))
      if (result.result === 'postponed') this.#keptBack.add(keyOf({ call }, call.id));
      else this.#keptBack.delete(keyOf({ call }, call.id));
    this.emit('result', result, notification);
  }

  /** Closes the notifications of calls that were answered later, by a colleague or after forwarding. */
  withdraw(calls: readonly Call[]): void {
    const answered = calls.filter(({ outcome }) => outcome === 'answered');
    for (const call of answered) this.#keptBack.delete(keyOf({ call }, call.id));
    if (answered.length > 0) this.#remove(isAmong(answered));
  }

  /** Closes the notifications of test calls, which were removed. */
  withdrawTests(): void {
    this.#remove(({ isTest }) => isTest);
  }

  #remove(isRemoved: (call: Call) => boolean): void {
    this.#burst.remove(isRemoved);
    this.#popUps.closeWhere(isRemoved);
  }

  async #tryToShow(notification: EngineNotification): Promise<NotificationResult> {
    try {
      const isShared = notification.kind !== 'digest' && this.#burst.note(notification, Date.now());
      await (isShared ? this.#showBurst() : this.#showAlone(notification));
      return { id: notification.id, result: 'shown' };
    } catch (error) {
      return this.#failure(notification, error);
    }
  }

  async #showAlone(notification: EngineNotification): Promise<void> {
    const { kind, call, title, body, silent } = notification;
    const calls = callsOf(notification);
    const isOfCaller = (other: Call): boolean => contactOf(other) === contactOf(call);
    this.#isBurstShown = false;
    this.#popUps.closeWhere(kind === 'digest' ? isAmong(calls) : isOfCaller);
    const shown = await this.#show({
      title,
      body,
      silent,
      onClick: () => this.emit('click', notification),
    });
    this.#popUps.add({ calls, shown });
  }

  /** Collects what comes in a moment, and shows it in the burst's pop-up. All who wait share its result. */
  #showBurst(): Promise<void> {
    this.#collected ??= new Promise((resolve) => setTimeout(resolve, collectMs)).then(() => {
      this.#collected = null;
      return this.#replaceBurst();
    });
    return this.#collected;
  }

  async #replaceBurst(): Promise<void> {
    const { calls } = this.#burst;
    const [call] = calls;
    if (!call) return;
    const shown = await this.#show({
      ...digestText(calls, Date.now(), this.#reader()),
      // The pop-ups that it replaces have made their sounds.
      silent: this.#isBurstShown,
      onClick: () => this.emit('click', { kind: 'digest', call }),
    });
    this.#isBurstShown = true;
    this.#popUps.add({ calls, shown });
    this.#popUps.closeWhere(isAmong(calls), shown);
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
