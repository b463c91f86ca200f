/** The health of every source's subscription, webhook or socket, and its repair. */
import { type LiveSource, usesSocket } from '#shared/config/sources.ts';
import { webhookPath } from '#shared/config/webhook-url.ts';
import type { SubscriptionState } from '#shared/contract/subscriptions.ts';
import type { SystemEvent } from '#shared/contract/system.ts';
import { isSameData } from '#shared/util/same-data.ts';
import { type SocketsOptions, startSockets } from '../sockets/index.ts';
import type { CalledAddresses } from '../sources/called-addresses.ts';
import type { SubscriptionHistory } from './history.ts';
import { withAddress } from './stale-address.ts';
import { startWatch } from './watch.ts';

export interface SubscriptionsOptions extends Omit<SocketsOptions, 'onState'> {
  addresses: Pick<CalledAddresses, 'staleOf' | 'isUnproved' | 'confirm'>;
  history(): Promise<SubscriptionHistory[]>;
  /** Called with all states when one has changed. */
  onChange(states: SubscriptionState[]): void;
  /** Called for an unexpected error; for the log. */
  onUnexpectedError(during: string, error: unknown): void;
}

export interface Subscriptions {
  list(): SubscriptionState[];
  /** Repairs a subscription or reconnects a socket. @throws Error with a sentence for the rep. */
  repair(sourceId: string): Promise<SubscriptionState>;
  /** Notes that the phone system was given the tunnel's current address. @returns all states. */
  confirmAddress(sourceId: string): SubscriptionState[];
  /** Gives the phone system that address through its API. @returns all states. @throws VendorError, RepairError */
  move(sourceId: string): Promise<SubscriptionState[]>;
  /** Which address a phone system calls may have changed, or the tunnel's. */
  onAddresses(): void;
  /** Replaces the sources. Unchanged ones are not interrupted. */
  setSources(sources: readonly LiveSource[]): void;
  /** Called when a webhook has brought an event. */
  onEvent(): void;
  system(event: SystemEvent): void;
  /** Called when the tunnel is lost or restored. */
  onReachability(isReachable: boolean): void;
  /** Stops within 2 s. */
  stop(): Promise<void>;
}

/** Starts the checks of all webhooks and the connections of all sockets. */
export function startSubscriptions({
  sources,
  addresses,
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
    const webhooks = watch
      .states()
      .map((state) => withAddress(state, addresses, watch.canMove(state.sourceId)));
    const states = new Map([...webhooks, ...sockets.states()].map((state) => [state.sourceId, state]));
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
    confirmAddress(sourceId) {
      addresses.confirm(sourceId);
      return list();
    },
    async move(sourceId) {
      const stale = addresses.staleOf(sourceId);
      // Somebody was faster.
      if (!stale) return list();
      await watch.move(sourceId, stale.called, `${stale.current}${webhookPath(sourceId)}`);
      addresses.confirm(sourceId);
      return list();
    },
    onAddresses: tell,
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
