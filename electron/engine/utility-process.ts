/** The engine inside Electron's utility process: speaks shared/contract/engine-protocol.ts over the process's message port. */
import type { EngineErrorCode } from '#shared/contract/engine-error.ts';
import { type EngineMessage, type HostMessage, hostMessageSchema } from '#shared/contract/engine-protocol.ts';
import { type Engine, startEngine } from './index.ts';
import { SimulatorError } from './providers/contract/simulator.ts';
import { RepairError } from './providers/contract/subscription.ts';
import { VendorError } from './providers/contract/vendor-error.ts';
import { systemClock } from './util/clock.ts';

/** The part of Electron's `process.parentPort` (ParentPort) that is used; the engine knows no more of Electron. */
interface ParentPort {
  on(event: 'message', listener: (event: { data: unknown }) => void): void;
  postMessage(message: EngineMessage): void;
}
const { parentPort } = process as unknown as { parentPort?: ParentPort };
if (!parentPort) throw new Error('This file runs in an Electron utility process only');

// Calls, messages and some vendors' tokens are in what the engine writes: nobody else may read it.
process.umask(0o077);

const tell = (message: EngineMessage): void => parentPort.postMessage(message);
const log = (level: 'info' | 'warn' | 'error', message: string, fields: Record<string, unknown> = {}) =>
  tell({ type: 'log', level, message, fields });

const textOf = (error: unknown): string =>
  error instanceof Error ? (error.stack ?? error.message) : String(error);

/** Why what was asked for cannot be done; `internal` for what nobody foresaw. */
function errorCodeOf(error: unknown): EngineErrorCode {
  if (error instanceof VendorError) return error.fault;
  return error instanceof SimulatorError || error instanceof RepairError ? error.code : 'internal';
}

/** A fault that nothing handled: the host starts the process again. */
function crash(error: Error): void {
  log('error', 'The engine failed', { error: error.stack ?? error.message });
  setImmediate(() => process.exit(1));
}
process.on('uncaughtException', crash);

let engine: Promise<Engine> | null = null;
/** Of the configuration that is being applied, or that holds: what is told is true of it. */
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

/** Starts the engine, or lets the running one work by the configuration. */
async function configure(running: Engine | null, message: Configure): Promise<Engine> {
  revision = message.revision;
  if (!running) return await start(message);
  await running.reconfigure(message.config);
  return running;
}

async function request({ id, method, params }: Extract<HostMessage, { type: 'request' }>): Promise<void> {
  try {
    if (!engine) throw new Error('The engine is not configured');
    // The engine parses the parameters: nothing is believed of them here.
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
    log('error', 'A message of the host was not understood', { issues: parsed.error.issues });
    return;
  }
  const message = parsed.data;
  switch (message.type) {
    case 'configure':
      // One after the other: what is exchanged has ended before the next exchange of it.
      engine = Promise.resolve(engine).then((running) => configure(running, message));
      engine.catch(crash);
      break;
    case 'request':
      void request(message);
      break;
    case 'notification-result':
      void engine?.then((running) => running.settleNotification(message.result));
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
