import { EventEmitter } from 'node:events';
import type { UtilityProcess } from 'electron';
import type { EngineConfig } from '#shared/config/engine-config.ts';
import { withSeenHostKey } from '#shared/config/tunnel.ts';
import type { Call } from '#shared/contract/calls.ts';
import type { Completeness } from '#shared/contract/catch-up.ts';
import {
  type EngineMessage,
  type EngineMethod,
  type EngineRequest,
  type EngineResponse,
  engineMessageSchema,
  type HostMessage,
} from '#shared/contract/engine-protocol.ts';
import type { EngineNotification, NotificationResult } from '#shared/contract/notifications.ts';
import type { Problem } from '#shared/contract/problem.ts';
import type { SubscriptionState } from '#shared/contract/subscriptions.ts';
import type { SystemEvent } from '#shared/contract/system.ts';
import type { Reachability } from '#shared/contract/tunnel.ts';
import { createHeartbeat, type Heartbeat } from '#shared/util/heartbeat.ts';
import { isSameData } from '#shared/util/same-data.ts';
import type { Log } from '../log/log.ts';
import { Backoff } from './backoff.ts';
import { EngineRequests } from './requests.ts';

interface EngineConfiguration {
  dataFolder: string;
  /** With the secrets in clear: it goes over the message port and nowhere else. */
  config: EngineConfig;
}

export interface EngineState {
  /** Local address; null until the engine has said that it listens, and again as soon as it is gone. */
  url: string | null;
  port: number | null;
  /** Whether a process is up; false between two of them. */
  running: boolean;
  problems: Problem[];
  /** How often it ended without being asked to. */
  restarts: number;
  /** Of the configuration in force; null until it is told. */
  reachability: Reachability | null;
  completeness: Completeness | null;
  subscriptions: SubscriptionState[];
}

interface EngineEvents {
  state: [EngineState];
  notify: [EngineNotification];
  calls: [{ calls: Call[]; lastEventAt: string | null }];
}

export interface SupervisorOptions {
  fork(): UtilityProcess;
  configuration(): EngineConfiguration;
  log: Log;
  backoff?: Backoff;
  /** How long a process may take until it says `ready`, in milliseconds. */
  readyTimeoutMs?: number;
}

/** An engine that is stuck takes no webhook and says nothing of it: it is replaced after 20 to 25 s. */
const heartbeat = { everyMs: 5000, silentAfter: 4 };

/** What an engine says of the world outside, and what ends with it. */
const nothingKnown = { url: null, port: null, reachability: null, completeness: null, subscriptions: [] };
const initialState: EngineState = { ...nothingKnown, running: false, problems: [], restarts: 0 };

/** Keeps one engine process alive, tells it its configuration and each change of it, and passes messages on. */
export class EngineSupervisor extends EventEmitter<EngineEvents> {
  readonly #options: SupervisorOptions;
  readonly #backoff: Backoff;
  readonly #requests = new EngineRequests();
  #state = initialState;
  #child: UtilityProcess | null = null;
  /** The process has said `ready`. */
  #ready = false;
  #stopping = false;
  /** What the running process was sent last. */
  #configured: EngineConfiguration | null = null;
  #revision = 0;
  #restartTimer: NodeJS.Timeout | undefined;
  #heartbeat: Heartbeat | null = null;

  constructor(options: SupervisorOptions) {
    super();
    this.#options = options;
    this.#backoff = options.backoff ?? new Backoff();
  }

  get state(): EngineState {
    return this.#state;
  }

  /** Process ID of the running engine. */
  get pid(): number | undefined {
    return this.#child?.pid;
  }

  start(): void {
    const child = this.#options.fork();
    const startedAt = performance.now();
    this.#child = child;
    this.#ready = false;
    const readyTimer = setTimeout(() => {
      this.#options.log('error', 'engine: not ready in time, ended');
      kill(child);
    }, this.#options.readyTimeoutMs ?? 15_000);
    child.on('message', (message: unknown) => {
      if (this.#child === child) this.#receive(message, readyTimer);
    });
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (chunk: Buffer) =>
        this.#options.log('warn', 'engine: output', { text: chunk.toString('utf8').slice(0, 4000) }),
      );
    child.once('exit', (code) => {
      clearTimeout(readyTimer);
      this.#ended(child, code, performance.now() - startedAt);
    });
    this.#update({ running: true });
  }

  /**
   * Sends the configuration, where it is another than the engine's; call it whenever it may have changed. A process that is
   * still starting gets it when it is ready.
   */
  reconfigure(): void {
    if (!this.#ready) return;
    const next = this.#options.configuration();
    const before = this.#configured;
    if (before && isSameData(next, before)) return;
    this.#configured = next;
    this.#update(this.#unsettledBy(before?.config, next.config));
    this.#revision += 1;
    this.#post({ type: 'configure', revision: this.#revision, ...next });
  }

  /** What is known of the engine and holds no more when the configuration changes; it goes on with all else. */
  #unsettledBy(before: EngineConfig | undefined, next: EngineConfig): Partial<EngineState> {
    if (!before) return nothingKnown;
    if (before.port !== next.port) return { url: null, port: null, reachability: null };
    const known =
      before.tunnel && withSeenHostKey(before.tunnel, this.#state.reachability?.seenHostKey ?? null);
    const isSameTunnel = isSameData(next.tunnel, before.tunnel) || isSameData(next.tunnel, known);
    const sourceIn = (config: EngineConfig, id: string) => config.sources.find((source) => source.id === id);
    return {
      ...(isSameTunnel ? {} : { reachability: null }),
      subscriptions: this.#state.subscriptions.filter(({ sourceId }) =>
        isSameData(sourceIn(before, sourceId), sourceIn(next, sourceId)),
      ),
    };
  }

  /** Asks the engine; see EngineRequests.ask for the errors. */
  request<M extends EngineMethod>(method: M, params: EngineRequest<M>): Promise<EngineResponse<M>> {
    return this.#requests.ask(method, params);
  }

  /** Tells what became of a notification. A dead engine asks again after its restart. */
  notificationResult(result: NotificationResult): void {
    if (this.#ready) this.#post({ type: 'notification-result', result });
  }

  /** Tells what happened to the computer. An engine that is still starting meets the world as it is by then. */
  system(event: SystemEvent): void {
    if (this.#ready) this.#post({ type: 'system', event });
  }

  /** Lets the engine finish what it accepted; after `timeoutMs` it is ended. Resolves when the process is gone. */
  async stop(timeoutMs = 5000): Promise<void> {
    this.#stopping = true;
    clearTimeout(this.#restartTimer);
    this.#heartbeat?.stop();
    const child = this.#child;
    if (!child) return;
    const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    const timer = setTimeout(() => {
      this.#options.log('warn', 'engine: did not stop in time, ended');
      kill(child);
    }, timeoutMs);
    if (this.#ready) this.#post({ type: 'shutdown' });
    else child.kill();
    await gone;
    clearTimeout(timer);
  }

  #receive(raw: unknown, readyTimer: NodeJS.Timeout): void {
    const parsed = engineMessageSchema.safeParse(raw);
    if (!parsed.success) {
      this.#options.log('error', 'engine: message not understood', { issues: parsed.error.issues });
      return;
    }
    const message: EngineMessage = parsed.data;
    this.#heartbeat?.answered();
    // What an engine of an earlier configuration says last holds no more.
    if ('revision' in message && message.revision !== this.#revision) return;
    switch (message.type) {
      case 'ready':
        clearTimeout(readyTimer);
        this.#ready = true;
        this.reconfigure();
        this.#requests.open((question) => this.#post(question));
        this.#watch();
        return;
      case 'pong':
        return;
      case 'listening':
        this.#update({ url: message.url, port: message.port });
        return;
      case 'problems':
        this.#update({ problems: message.problems });
        return;
      case 'response':
        this.#requests.settle(message);
        return;
      case 'calls-changed':
        this.emit('calls', message);
        return;
      case 'reachability':
        this.#update({ reachability: message.reachability });
        return;
      case 'completeness':
        this.#update({ completeness: message.completeness });
        return;
      case 'subscriptions':
        this.#update({ subscriptions: message.subscriptions });
        return;
      case 'notify':
        this.emit('notify', message.notification);
        return;
      case 'log':
        this.#options.log(message.level, `engine: ${message.message}`, message.fields);
        return;
      case 'stopped':
        // A stopped engine has nothing left to lose; some platforms keep its process alive while the port is open.
        this.#child?.kill();
        return;
    }
  }

  #ended(child: UtilityProcess, code: number, ranForMs: number): void {
    if (this.#child !== child) return;
    this.#heartbeat?.stop();
    this.#child = null;
    this.#ready = false;
    this.#configured = null;
    this.#requests.close();
    if (this.#stopping) {
      this.#update({ ...nothingKnown, running: false });
      return;
    }
    const wait = this.#backoff.next(ranForMs);
    this.#options.log('error', 'engine: ended unexpectedly', { code, ranForMs: Math.round(ranForMs), wait });
    this.#update({ ...nothingKnown, running: false, restarts: this.#state.restarts + 1 });
    this.#restartTimer = setTimeout(() => this.start(), wait);
  }

  /** Ends an engine that does not answer any more; another one takes its place. */
  #watch(): void {
    const child = this.#child;
    this.#heartbeat?.stop();
    this.#heartbeat = createHeartbeat({
      ...heartbeat,
      ask: () => this.#post({ type: 'ping' }),
      onSilence: () => {
        this.#options.log('error', 'engine: does not answer, ended');
        if (child) kill(child);
      },
    });
    this.#heartbeat.start();
  }

  #post(message: HostMessage): void {
    this.#child?.postMessage(message);
  }

  #update(change: Partial<EngineState>): void {
    this.#state = { ...this.#state, ...change };
    this.emit('state', this.#state);
  }
}

/** At once: what is stuck does not hear a polite request. What the engine acknowledged is on the disk. */
function kill({ pid }: UtilityProcess): void {
  try {
    if (pid !== undefined) process.kill(pid, 'SIGKILL');
  } catch (error) {
    // It has ended by itself, and its `exit` is on the way.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
