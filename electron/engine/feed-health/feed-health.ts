/** Every source's subscription, whether a webhook or a socket: how it does, and the way back. */

import { type LiveSource, usesSocket } from '#shared/config/sources.ts';
import type { SubscriptionState } from '#shared/contract/subscriptions.ts';
import type { SystemEvent } from '#shared/contract/system.ts';
import { isSameData } from '#shared/util/same-data.ts';
import { type SocketsOptions, startSockets } from '../sockets/index.ts';
import type { SubscriptionHistory } from './history.ts';
import { startWatch } from './watch.ts';

export interface SubscriptionsOptions extends Omit<SocketsOptions, 'onState'> {
  history(): Promise<SubscriptionHistory[]>;
  /** All states, whenever one changed. */
  onChange(states: SubscriptionState[]): void;
  /** Something failed that should not; for the log. */
  onUnexpectedError(during: string, error: unknown): void;
}

export interface Subscriptions {
  list(): SubscriptionState[];
  /** @throws Error with a sentence for the rep. */
  repair(sourceId: string): Promise<SubscriptionState>;
  /** Goes on with other sources; those that are the same as before are not interrupted. */
  setSources(sources: readonly LiveSource[]): void;
  /** A webhook brought an event. */
  onEvent(): void;
  system(event: SystemEvent): void;
  /** The tunnel was lost, or is back. */
  onReachability(isReachable: boolean): void;
  /** Within 2 s. */
  stop(): Promise<void>;
}

export function startSubscriptions({
  sources,
  clock,
  history,
  onChange,
  onUnexpectedError,
  ...rest
}: SubscriptionsOptions): Subscriptions {
  const webhooksOf = (all: readonly LiveSource[]) => all.filter((source) => !usesSocket(source));
  let configured = sources;
  let isStarted = false;
  const tell = (): void => {
    if (isStarted) onChange(list());
  };
  const watch = startWatch({
    sources: webhooksOf(sources),
    clock,
    history,
    onChange: tell,
    onUnexpectedError,
  });
  const sockets = startSockets({ ...rest, sources, clock, onState: tell });
  const list = (): SubscriptionState[] => {
    const states = new Map([...watch.states(), ...sockets.states()].map((state) => [state.sourceId, state]));
    return configured.flatMap(({ id }) => states.get(id) ?? []);
  };
  isStarted = true;
  tell();

  return {
    list,
    async repair(sourceId) {
      if (webhooksOf(configured).some(({ id }) => id === sourceId)) await watch.repair(sourceId);
      else sockets.retry(sourceId);
      const state = list().find((one) => one.sourceId === sourceId);
      if (!state) throw new Error('This phone system is not configured.');
      return state;
    },
    setSources(next) {
      if (isSameData(next, configured)) return;
      configured = next;
      watch.setSources(webhooksOf(next));
      sockets.setSources(next);
      tell();
    },
    onEvent: watch.onEvent,
    onReachability: watch.onReachability,
    system(event) {
      sockets.system(event);
      if (event === 'resume') watch.onResume();
    },
    async stop() {
      await Promise.all([watch.stop(), sockets.stop()]);
    },
  };
}
