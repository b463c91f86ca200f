import { EventEmitter } from 'node:events';
import type { Problem } from '#shared/contract/problem.ts';
import type { Status } from '#shared/contract/status.ts';
import { phaseOf, tunnelProblem } from '#shared/status/phase.ts';
import type { EngineState } from '../engine/supervisor.ts';

type Key = string;
const keyOf = (problem: Pick<Problem, 'code' | 'since'>): Key => `${problem.code}@${problem.since}`;

const stoppedProblem = (since: string): Problem => ({
  code: 'engine-stopped',
  severity: 'blocking',
  message: 'The part of Ringback that receives webhooks stopped unexpectedly.',
  fix: 'It is being started again. If this stays, start Ringback again.',
  since,
});

/** The app's status, from engine and shell: whether webhooks are accepted now, and which problems exist. */
export class StatusBoard extends EventEmitter<{ changed: [Status] }> {
  #engine: Omit<EngineState, 'port'> = {
    url: null,
    problems: [],
    running: true,
    restarts: 0,
    reachability: null,
    completeness: null,
    subscriptions: [],
  };
  #isTunnelNeeded = true;
  #shell: Problem[] = [];
  #lastEventAt: string | null = null;
  /** When the engine stopped; null while it runs. */
  #stoppedSince: string | null = null;
  readonly #dismissed = new Set<Key>();
  #current: Status = this.#compose('starting', new Date().toISOString());

  get current(): Status {
    return this.#current;
  }

  setEngine(state: EngineState): void {
    this.#engine = state;
    const wasUp = this.#stoppedSince === null;
    if (state.url !== null) this.#stoppedSince = null;
    else if (state.restarts > 0 && wasUp) this.#stoppedSince = new Date().toISOString();
    this.#refresh();
  }

  /** True when any phone system's webhooks come through the tunnel. */
  setTunnelNeeded(isNeeded: boolean): void {
    if (isNeeded === this.#isTunnelNeeded) return;
    this.#isTunnelNeeded = isNeeded;
    this.#refresh();
  }

  /** Reports a problem of the shell. It replaces one with the same code and source. */
  report(problem: Problem): void {
    this.#shell = [...this.#shell.filter((other) => !isSame(other, problem)), problem];
    this.#refresh();
  }

  /** Clears the shell's problems with a code: of one source, of no source (null), or all of them. */
  clear(code: Problem['code'], sourceId?: string | null): void {
    const kept = this.#shell.filter(
      (problem) =>
        problem.code !== code || (sourceId !== undefined && (problem.sourceId ?? null) !== sourceId),
    );
    if (kept.length === this.#shell.length) return;
    this.#shell = kept;
    this.#refresh();
  }

  setLastEventAt(instant: string | null): void {
    if (instant === this.#lastEventAt) return;
    this.#lastEventAt = instant;
    this.#refresh();
  }

  /** Dismisses a problem. @returns false when it does not exist, or still keeps Ringback from listening. */
  dismiss(problem: Pick<Problem, 'code' | 'since'>): boolean {
    const found = this.#current.problems.find((other) => keyOf(other) === keyOf(problem));
    if (!found || found.severity === 'blocking') return false;
    this.#dismissed.add(keyOf(problem));
    this.#refresh();
    return true;
  }

  #problems(): Problem[] {
    const stopped = this.#stoppedSince ? [stoppedProblem(this.#stoppedSince)] : [];
    const told = this.#engine.problems.filter(
      (problem) => !this.#shell.some((other) => isSame(other, problem)),
    );
    const tunnel = tunnelProblem(this.#engine.reachability, this.#isTunnelNeeded);
    return [...stopped, ...told, ...(tunnel ? [tunnel] : []), ...this.#shell].filter(
      (problem) => !this.#dismissed.has(keyOf(problem)),
    );
  }

  #refresh(): void {
    const problems = this.#problems();
    const { url, reachability } = this.#engine;
    const phase = phaseOf(url !== null, problems, reachability, this.#isTunnelNeeded);
    const since = phase === this.#current.phase ? this.#current.since : new Date().toISOString();
    this.#current = this.#compose(phase, since);
    this.emit('changed', this.#current);
  }

  #compose(phase: Status['phase'], since: string): Status {
    return {
      phase,
      url: phase === 'listening' ? this.#engine.url : null,
      since,
      problems: this.#problems(),
      lastEventAt: this.#lastEventAt,
      reachability: this.#engine.reachability,
      completeness: this.#engine.completeness,
      subscriptions: this.#engine.subscriptions,
    };
  }
}

const isSame = (one: Problem, other: Problem): boolean =>
  one.code === other.code && one.sourceId === other.sourceId;
