/** An engine inside the test's own process, with everything that it tells. Stopped when the test ends. */
import { onTestFinished } from 'vitest';
import { engineConfigSchema } from '#shared/config/engine-config.ts';
import type { Call } from '#shared/contract/calls.ts';
import type { EngineResponse } from '#shared/contract/engine-protocol.ts';
import type { Problem } from '#shared/contract/problem.ts';
import type { SubscriptionState } from '#shared/contract/subscriptions.ts';
import type { Reachability } from '#shared/contract/tunnel.ts';
import type { Engine, EngineEvents } from '../../electron/engine/engine.ts';
import { startEngine } from '../../electron/engine/index.ts';
import { type Clock, systemClock } from '../../electron/engine/util/clock.ts';
import { ignoredEvents } from './engine-events.ts';
import { temporaryFolder } from './engine-process.ts';

export interface LiveEngine {
  url: string;
  engine: Engine;
  problems: Problem[];
  /** As last told. */
  subscriptions: SubscriptionState[];
  /** All states of the first source that were told, in order, without repetitions. */
  states: string[];
  /** As last told; null before. */
  reachability: Reachability | null;
  gaps: Parameters<EngineEvents['onGap']>[0][];
  calls(): Promise<Call[]>;
  deliveries(): Promise<EngineResponse<'deliveries.list'>['deliveries']>;
}

export async function startLiveEngine(
  sources: readonly object[],
  options: { clock?: Clock; dataFolder?: string; tunnel?: object } = {},
): Promise<LiveEngine> {
  const live: Omit<LiveEngine, 'engine' | 'calls' | 'deliveries'> = {
    url: '',
    problems: [],
    subscriptions: [],
    states: [],
    reachability: null,
    gaps: [],
  };
  const engine = await startEngine({
    config: engineConfigSchema.parse({
      sources,
      holdSeconds: 0,
      ...(options.tunnel ? { tunnel: options.tunnel } : {}),
    }),
    dataFolder: options.dataFolder ?? temporaryFolder(),
    clock: options.clock ?? systemClock,
    clockStartMs: null,
    onPortTaken: 'throw',
    events: {
      ...ignoredEvents,
      onListening: ({ url }) => {
        live.url = url;
      },
      onProblems: (problems) => {
        live.problems = problems;
      },
      onSubscriptions: (subscriptions) => {
        live.subscriptions = subscriptions;
        const state = subscriptions[0]?.state;
        if (state && live.states.at(-1) !== state) live.states.push(state);
      },
      onReachability: (reachability) => {
        live.reachability = reachability;
      },
      onMigration: () => undefined,
      onGap: (gap) => void live.gaps.push(gap),
    },
  });
  onTestFinished(() => engine.stop());
  return Object.assign(live, {
    engine,
    calls: async () => (await engine.request('calls.list', { limit: 500 })).calls,
    deliveries: async () => (await engine.request('deliveries.list', { limit: 500 })).deliveries,
  });
}
