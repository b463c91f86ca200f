/** A supervisor in a world whose time a test moves, with a tunnel and a path that a test breaks. */
import type { Reachability } from '#shared/contract/tunnel.ts';
import type { ProbeResult } from '../../../../electron/engine/reachability/probe.ts';
import {
  type Supervisor,
  superviseTunnel,
  type World,
} from '../../../../electron/engine/reachability/supervisor.ts';
import {
  type TunnelContext,
  TunnelError,
  type TunnelProblem,
} from '../../../../electron/engine/tunnel/index.ts';
import { type LiveTunnel, liveTunnelSchema } from '../../../../shared/config/tunnel.ts';

export const lost: TunnelProblem = {
  code: 'network',
  message: 'The connection was lost.',
  fix: 'Check the internet connection.',
  permanent: false,
};
export const refused: TunnelProblem = {
  code: 'credentials',
  message: 'The token is refused.',
  fix: 'Save another one.',
  permanent: true,
};

export const sshTunnel = liveTunnelSchema.parse({
  settings: { kind: 'ssh', host: 'relay.example.com', user: 'rep', publicUrl: 'https://calls.example.com' },
});

/** From a fixed seed (mulberry32), so that a failure can be repeated. */
export function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export interface TestWorld {
  supervisor: Supervisor;
  /** What was told, newest last. */
  told: Reachability[];
  phases(): Reachability['phase'][];
  /** Times at which a tunnel was asked for, and a probe sent; milliseconds since the start. */
  opens: number[];
  probes: number[];
  /** What it was asked for, newest last. */
  asked: LiveTunnel[];
  /** Tunnels that are open. */
  openCount: number;
  /** Milliseconds since the start. */
  now(): number;
  /** Lets time pass, timer by timer. */
  pass(ms: number): Promise<void>;
  /** What becomes of the next openings; null lets them succeed, 'hang' keeps them waiting. */
  refusal: TunnelProblem | 'hang' | null;
  /** Whether probes come through; `stalled` ones time out. */
  path: 'open' | 'stalled' | { fault: TunnelProblem };
  /** The tunnel that is open says that it is down. */
  dropTunnel(problem?: TunnelProblem): void;
}

const start = Date.parse('2026-11-23T14:00:00.000Z');
const roundTripMs = 40;
/** Promises between one step and the next are settled when so many turns are over. */
const turns = 25;
const settle = async (): Promise<void> => {
  for (let turn = 0; turn < turns; turn += 1) await Promise.resolve();
};

export async function startWorld(
  tunnel: LiveTunnel = sshTunnel,
  random = seededRandom(1),
  path: TestWorld['path'] = 'open',
): Promise<TestWorld> {
  let now = 0;
  let lastId = 0;
  const timers = new Map<number, { at: number; then: () => void }>();
  const contexts = new Set<TunnelContext>();
  const world: World = {
    now: () => start + now,
    random,
    after(ms, then) {
      lastId += 1;
      const id = lastId;
      timers.set(id, { at: now + ms, then });
      return () => timers.delete(id);
    },
  };
  const after = (ms: number): Promise<void> => new Promise((resolve) => world.after(ms, resolve));

  const probe = async (_url: string, timeoutMs: number): Promise<ProbeResult> => {
    test.probes.push(now);
    const { path } = test;
    await after(path === 'stalled' ? timeoutMs : roundTripMs);
    if (path === 'open') return { ok: true, roundTripMs };
    return { ok: false, fault: path === 'stalled' ? lost : path.fault };
  };
  const open = async (asked: LiveTunnel, context: TunnelContext) => {
    test.opens.push(now);
    test.asked.push(asked);
    const { refusal } = test;
    if (refusal === 'hang')
      await new Promise((_, reject) =>
        context.signal.addEventListener('abort', () => reject(context.signal.reason)),
      );
    if (refusal && refusal !== 'hang') throw new TunnelError(refusal);
    contexts.add(context);
    context.onHostKey?.('SHA256:abc');
    return { url: 'https://calls.example.com', close: async () => void contexts.delete(context) };
  };

  const test: TestWorld = {
    supervisor: null as unknown as Supervisor,
    told: [],
    phases: () => test.told.map(({ phase }) => phase).filter((phase, index, all) => phase !== all[index - 1]),
    opens: [],
    probes: [],
    asked: [],
    get openCount() {
      return contexts.size;
    },
    now: () => now,
    async pass(ms) {
      const end = now + ms;
      await settle();
      for (;;) {
        const [next] = [...timers].filter(([, { at }]) => at <= end).sort(([, a], [, b]) => a.at - b.at);
        if (!next) break;
        const [id, timer] = next;
        timers.delete(id);
        now = Math.max(now, timer.at);
        timer.then();
        await settle();
      }
      now = end;
    },
    refusal: null,
    path,
    dropTunnel(problem = lost) {
      for (const context of [...contexts]) context.onDown(problem);
    },
  };
  test.supervisor = superviseTunnel({
    tunnel,
    localPort: 4519,
    open,
    probe,
    world,
    onChange: (reachability) => test.told.push(reachability),
    onFault: () => {},
  });
  await settle();
  return test;
}
