/** The engine inside Electron's utility process: speaks shared/contract/engine-protocol.ts over the process's message port. */
import type { EngineErrorCode } from '#shared/contract/engine-error.ts';
import { type EngineMessage, type HostMessage, hostMessageSchema } from '#shared/contract/engine-protocol.ts';
import type { Engine } from './engine.ts';
import { startEngine } from './index.ts';
import { SimulatorError } from './providers/contract/simulator.ts';
import { RepairError } from './providers/contract/subscription.ts';
import { VendorError } from './providers/contract/vendor-error.ts';
import { systemClock } from './util/clock.ts';

/** The used part of Electron's `process.parentPort` (ParentPort). The engine uses nothing else of Electron. */
interface ParentPort {
  on(event: 'message', listener: (event: { data: unknown }) => void): void;
  postMessage(message: EngineMessage): void;
}
const { parentPort } = process as unknown as { parentPort?: ParentPort };
if (!parentPort) throw new Error('This file runs in an Electron utility process only');

// The engine writes calls, messages and some vendors' tokens: only this user may read them.
process.umask(0o077);

const tell = (message: EngineMessage): void => parentPort.postMessage(message);
const log = (level: 'info' | 'warn' | 'error', message: string, fields: Record<string, unknown> = {}) =>
  tell({ type: 'log', level, message, fields });

const textOf = (error: unknown): string =>
  error instanceof Error ? (error.stack ?? error.message) : String(error);

/** The code of a failed request; `internal` for an unexpected error. */
function errorCodeOf(error: unknown): EngineErrorCode {
  if (error instanceof VendorError) return error.fault;
  return error instanceof SimulatorError || error instanceof RepairError ? error.code : 'internal';
}

/** Ends the process after an unhandled error. The host restarts it. */
function crash(error: Error): void {
  log('error', 'The engine failed', { error: error.stack ?? error.message });
  setImmediate(() => process.exit(1));
}
process.on('uncaughtException', crash);

let engine: Promise<Engine> | null = null;
/** The revision of the current configuration, or of the one being applied. Sent with the states that depend on it. */
let revision = 0;

type Configure = Extract<HostMessage, { type: 'configure' }>;

async function start({ config, dataFolder }: Configure): Promise<Engine> {
  return await startEngine({
    config,
    dataFolder,
    clock: systemClock,
    clockStartMs: null,
    onPortTaken: 'retry',
    events: {
      onListening: ({ url, port }) => tell({ type: 'listening', revision, url, port }),
      onProblems: (problems) => tell({ type: 'problems', problems }),
      onCallsChanged: (calls, lastEventAt) => tell({ type: 'calls-changed', calls: [...calls], lastEventAt }),
      onNotify: (notification) => tell({ type: 'notify', notification }),
      onUnreadable: ({ deliveryId, sourceId, detail }) =>
        log('error', 'A delivery could not be read', { deliveryId, sourceId, detail }),
      onReachability: (reachability) => tell({ type: 'reachability', revision, reachability }),
      onCompleteness: (completeness) => tell({ type: 'completeness', revision, completeness }),
      onUnreachable: ({ message, fix }) => log('warn', 'Not reachable', { reason: message, fix }),
      onSubscriptions: (subscriptions) => tell({ type: 'subscriptions', revision, subscriptions }),
      onMigration: (progress) => log('info', 'The database is being updated', { ...progress }),
      onUnexpectedError: (during, error) =>
        log('error', `Something failed while ${during}`, { error: textOf(error) }),
      onGap: (gap) => log('info', 'Events may have been missed', { ...gap }),
      onCrash: crash,
    },
  });
}

/** Starts the engine, or applies the configuration to the running one. */
async function configure(running: Engine | null, message: Configure): Promise<Engine> {
  revision = message.revision;
  if (!running) return await start(message);
  await running.reconfigure(message.config);
  return running;
}

async function request({ id, method, params }: Extract<HostMessage, { type: 'request' }>): Promise<void> {
  try {
    if (!engine) throw new Error('The engine is not configured');
    // The engine parses the parameters.
    const value = await (await engine).request(method, params as never);
    tell({ type: 'response', id, ok: true, value });
  } catch (error) {
    tell({
      type: 'response',
      id,
      ok: false,
      code: errorCodeOf(error),
      message: error instanceof Error ? error.message : String(error),
    });
  }
}

async function shutdown(): Promise<void> {
  await (await engine)?.stop();
  tell({ type: 'stopped' });
}

parentPort.on('message', ({ data }) => {
  const parsed = hostMessageSchema.safeParse(data);
  if (!parsed.success) {
    log('error', 'A message from the host is invalid', { issues: parsed.error.issues });
    return;
  }
  const message = parsed.data;
  switch (message.type) {
    case 'configure':
      // In sequence: one configuration is applied before the next one.
      engine = Promise.resolve(engine).then((running) => configure(running, message));
      engine.catch(crash);
      break;
    case 'request':
      void request(message);
      break;
    case 'notification-result':
      void engine?.then((running) => running.settleNotification(message.result));
      break;
    case 'notifications-available':
      void engine?.then((running) => running.onNotificationsAvailable());
      break;
    case 'system':
      void engine?.then((running) => running.system(message.event));
      break;
    case 'ping':
      tell({ type: 'pong' });
      break;
    case 'shutdown':
      shutdown().catch(crash);
  }
});
tell({ type: 'ready' });
