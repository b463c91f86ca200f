/** `serve`: runs the engine until SIGTERM or SIGINT, and prints its events as JSON lines on stdout. */
import { pino } from 'pino';
import type { Engine } from '../engine.ts';
import { startEngine } from '../index.ts';
import { clockStartingAt, systemClock } from '../util/clock.ts';
import { CliError } from './dump.ts';
import { loadConfig } from './load-config.ts';
import { statusReporter } from './status-lines.ts';

export interface ServeOptions {
  configFile: string;
  dataFolder: string;
  /** Omits the lines about calls, reachability and status. */
  quiet: boolean;
  /** Adds a line for each notification that the app would show. */
  notifications: boolean;
  /** Start time of the engine's clock, ISO 8601. The clock runs on from there. */
  clock: string | undefined;
}

/** Longest time that open connections may keep the process running after the engine has stopped. */
const lingerMs = 2000;

const textOf = (error: unknown): string =>
  error instanceof Error ? (error.stack ?? error.message) : String(error);

const say = (line: object): void => void process.stdout.write(`${JSON.stringify(line)}\n`);

/**
 * Starts the engine. Resolves when it listens.
 * @throws ConfigError, ListenError or CliError, each with a message for the terminal.
 */
export async function serve({
  configFile,
  dataFolder,
  quiet,
  notifications,
  clock,
}: ServeOptions): Promise<void> {
  const log = pino({ base: null }, pino.destination({ dest: 2, sync: true }));
  // The data folder holds calls, messages and some vendors' tokens: only this user may read what is written.
  process.umask(0o077);
  let isRead = true;
  process.stdout.on('error', (error: Error) => {
    if (isRead) log.warn({ error: error.message }, 'The reader of stdout has gone; calls are still received');
    isRead = false;
  });
  const config = loadConfig(configFile);
  const clockStartMs = clock === undefined ? null : readClock(clock);
  for (const { id, options } of config.sources)
    if (options.unauthenticated === true)
      log.warn(
        { source: id },
        'This source is not authenticated: its unguessable path is the only protection',
      );

  const clockNow = clockStartMs === null ? systemClock : clockStartingAt(clockStartMs);
  const tellStatus = statusReporter(config, clockNow.now, (report) => {
    if (!quiet && isRead) say(report);
  });

  let engine: Engine | null = null;
  const unsettled: string[] = [];
  const settle = (id: string) => engine?.settleNotification({ id, result: 'suppressed', reason: 'headless' });

  engine = await startEngine({
    config,
    dataFolder,
    clock: clockNow,
    clockStartMs,
    onPortTaken: 'throw',
    events: {
      onListening: ({ url }) => {
        say({ type: 'listening', url });
        tellStatus({ url });
      },
      onProblems: (problems) => {
        for (const { code, severity, message, fix, sourceId } of problems)
          log[severity === 'blocking' ? 'error' : 'warn']({ code, source: sourceId }, `${message} ${fix}`);
        tellStatus({ problems });
      },
      onCallsChanged: (calls) => {
        if (!quiet && isRead) for (const call of calls) say({ type: 'call', call });
      },
      onNotify: (notification) => {
        if (notifications && isRead) say({ type: 'notification', notification });
        if (engine) settle(notification.id);
        else unsettled.push(notification.id);
      },
      onReachability: (reachability) => {
        if (!quiet && isRead && reachability.kind !== 'none') say({ type: 'reachability', reachability });
        tellStatus({ reachability });
      },
      onCompleteness: (completeness) => {
        if (!quiet && isRead && completeness.sources.some(({ state }) => state !== 'unsupported'))
          say({ type: 'completeness', completeness });
        tellStatus({ completeness });
      },
      onUnreachable: ({ message, fix }) => log.warn(`${message} ${fix}`),
      onSubscriptions: (subscriptions) => {
        for (const { sourceId, state, reason, fix } of subscriptions)
          if (reason !== null && state !== 'unknown')
            log.warn({ source: sourceId, state }, [reason, fix].join(' '));
        tellStatus({ subscriptions });
      },
      onMigration: (progress) => log.info({ ...progress }, 'The database is being updated'),
      onUnexpectedError: (during, error) =>
        log.error({ error: textOf(error) }, `Something failed while ${during}`),
      onGap: (gap) => log.info({ ...gap }, 'Events may have been missed'),
      onUnreadable: ({ deliveryId, sourceId, detail }) =>
        log.error({ deliveryId, sourceId, detail }, 'A delivery could not be read'),
      onCrash: (error) => {
        log.fatal({ error: error.stack }, 'The engine failed');
        process.exit(1);
      },
    },
  });
  unsettled.forEach(settle);

  let isStopping = false;
  const stop = (): void => {
    // One Ctrl+C often arrives twice: from the process group and from npm. Stopping has its own time limits.
    if (isStopping) return;
    isStopping = true;
    // No immediate process.exit: the output in a pipe still has to be read.
    engine
      ?.stop()
      .catch((error: unknown) => {
        log.fatal({ error: String(error) }, 'The engine did not stop cleanly');
        process.exitCode = 1;
      })
      // ngrok's SDK keeps a connection open that does not answer.
      .finally(() => setTimeout(() => process.exit(), lingerMs).unref());
  };
  process.on('SIGTERM', stop).on('SIGINT', stop);
}

function readClock(text: string): number {
  // Date.parse alone reads "12" as a month.
  const at = /^\d{4}-\d\d-\d\d(T|$)/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(at))
    throw new CliError(`--clock ${text}: expected an ISO 8601 time such as 2026-11-23T14:00:05Z`);
  return at;
}
