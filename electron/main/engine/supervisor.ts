import { EventEmitter } from 'node:events';
import type { UtilityProcess } from 'electron';
import type { EngineConfig } from '#shared/config/engine-config.ts';
import { asSeen } from '#shared/config/tunnel.ts';
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
  /** The configuration with secrets in clear. It is sent only over the message port. */
  config: EngineConfig;
}

export interface EngineState {
  /** Local address; null while the engine does not listen. */
  url: string | null;
  port: number | null;
  /** True while a process is running. */
  running: boolean;
  problems: Problem[];
  /** Number of unexpected ends. */
  restarts: number;
  /** For the current configuration; null until the engine emits it. */
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
  /** Time-out for a process's `ready` message, in milliseconds. */
  readyTimeoutMs?: number;
}

/** The heartbeat. A hung engine receives no webhooks and reports nothing; it is replaced after 20 to 25 s. */
const heartbeat = { everyMs: 5000, silentAfter: 4 };

/** The states that an engine emits. They are unknown when it ends. */
const nothingKnown = { url: null, port: null, reachability: null, completeness: null, subscriptions: [] };
const initialState: EngineState = { ...nothingKnown, running: false, problems: [], restarts: 0 };

/** The supervisor of the engine's process: restarts it, sends its configuration and changes, and forwards messages. */
export class EngineSupervisor extends EventEmitter<EngineEvents> {
  readonly #options: SupervisorOptions;
  readonly #backoff: Backoff;
  readonly #requests = new EngineRequests();
  #state = initialState;
  #child: UtilityProcess | null = null;
  /** True after the process's `ready` message. */
  #ready = false;
  #stopping = false;
  /** The configuration last sent to the running process. */
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
   * Sends the configuration if it differs from the engine's. Call it whenever it may have changed. A starting process gets
   * it when it is ready.
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

  /** The states that a changed configuration makes unknown. */
  #unsettledBy(before: EngineConfig | undefined, next: EngineConfig): Partial<EngineState> {
    if (!before) return nothingKnown;
    if (before.port !== next.port) return { url: null, port: null, reachability: null };
    const known = before.tunnel && asSeen(before.tunnel, this.#state.reachability);
    const isSameTunnel = isSameData(next.tunnel, before.tunnel) || isSameData(next.tunnel, known);
    const sourceIn = (config: EngineConfig, id: string) => config.sources.find((source) => source.id === id);
    return {
      ...(isSameTunnel ? {} : { reachability: null }),
      subscriptions: this.#state.subscriptions.filter(({ sourceId }) =>
        isSameData(sourceIn(before, sourceId), sourceIn(next, sourceId)),
      ),
    };
  }

  /** Sends a request to the engine. @throws the errors of EngineRequests.ask. */
  request<M extends EngineMethod>(method: M, params: EngineRequest<M>): Promise<EngineResponse<M>> {
    return this.#requests.ask(method, params);
  }

  /** Reports a notification's result. An engine that has ended repeats the notification after its restart. */
  notificationResult(result: NotificationResult): void {
    if (this.#ready) this.#post({ type: 'notification-result', result });
  }

  /** Tells that the system's notification service has come. A starting engine repeats all notifications anyway. */
  notificationsAvailable(): void {
    if (this.#ready) this.#post({ type: 'notifications-available' });
  }

  /** Forwards a resume or a change of network. A starting engine does not need it. */
  system(event: SystemEvent): void {
    if (this.#ready) this.#post({ type: 'system', event });
  }

  /** Shuts the engine down, and kills it after `timeoutMs`. Resolves when the process has ended. */
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
    // States for an earlier configuration are out of date.
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
        // A stopped engine has saved everything. Some platforms keep its process alive while the port is open.
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

  /** Kills a hung engine. It is restarted. */
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

/** Kills at once, because a hung process ignores a request. All acknowledged events are on the disk. */
function kill({ pid }: UtilityProcess): void {
  try {
    if (pid !== undefined) process.kill(pid, 'SIGKILL');
  } catch (error) {
    // It has already ended, and its `exit` event follows.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
