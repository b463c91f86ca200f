import { identifyParty } from '#shared/calls/party.ts';
import type { Call } from '#shared/contract/calls.ts';
import type { EngineNotification, NotificationResult } from '#shared/contract/notifications.ts';
import type { Parts } from '../app/connect.ts';
import { crmUrlOf } from '../commands/calls.ts';
import type { Desktop } from '../platform/desktop.ts';
import { effectiveRegion } from '../settings/view.ts';
import { type DemoRequest, demoRequests } from './requests.ts';
import type { DemoSources } from './sources.ts';

export interface DemoOptions {
  parts: Pick<Parts, 'engine' | 'presenter' | 'settings'>;
  desktop: Desktop;
  sources: DemoSources;
  /** Ends the app with an exit code. */
  quit(exitCode: number): void;
  /** True when the window can be seen. Otherwise the app ends after the last event. */
  hasDisplay: boolean;
}

/** Time-out of each step, in milliseconds. */
const stepTimeoutMs = 30_000;

const print = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

/** A step of the demo that did not finish in time. The message names it. */
class DemoError extends Error {
  override readonly name = 'DemoError';
}

/** Resolves with the first value that `subscribe` passes and `select` takes. @throws DemoError after {@link stepTimeoutMs}. */
function first<T, R>(
  what: string,
  subscribe: (listener: (value: T) => void) => () => void,
  select: (value: T) => R | undefined,
): Promise<R> {
  return new Promise((resolve, reject) => {
    const end = subscribe((value) => {
      const selected = select(value);
      if (selected === undefined) return;
      clearTimeout(timer);
      end();
      resolve(selected);
    });
    const timer = setTimeout(() => {
      end();
      reject(new DemoError(`${what} did not happen within ${stepTimeoutMs / 1000} s.`));
    }, stepTimeoutMs);
  });
}

function listening({ engine }: DemoOptions['parts']): Promise<string> {
  if (engine.state.url) return Promise.resolve(engine.state.url);
  return first(
    'Listening',
    (listener: (state: typeof engine.state) => void) => {
      engine.on('state', listener);
      return () => engine.off('state', listener);
    },
    (state) => state.url ?? undefined,
  );
}

function callArrives({ engine }: DemoOptions['parts'], callId: string): Promise<Call> {
  return first(
    'The call',
    (listener: (change: { calls: Call[] }) => void) => {
      engine.on('calls', listener);
      return () => engine.off('calls', listener);
    },
    ({ calls }) => calls.find((call) => call.providerCallId === callId),
  );
}

function isNotified({ presenter }: DemoOptions['parts'], callId: string) {
  return first(
    'The notification',
    (listener: (told: [NotificationResult, EngineNotification]) => void) => {
      const forward = (result: NotificationResult, notification: EngineNotification): void =>
        listener([result, notification]);
      presenter.on('result', forward);
      return () => presenter.off('result', forward);
    },
    (told) => (told[1].call.providerCallId === callId ? told : undefined),
  );
}

async function post(url: string, { sourceId, headers, body }: DemoRequest): Promise<number> {
  const response = await fetch(`${url}/hooks/${sourceId}`, { method: 'POST', headers, body });
  await response.arrayBuffer();
  return response.status;
}

async function show(url: string, request: DemoRequest, { parts, desktop }: DemoOptions): Promise<void> {
  print('');
  print(`Sent:       ${request.what}`);
  const arrival = callArrives(parts, request.callId);
  const notice = isNotified(parts, request.callId);
  // Awaited below. A refused request ends the demo first, and this must not become an unhandled rejection.
  arrival.catch(() => undefined);
  notice.catch(() => undefined);
  const status = await post(url, request);
  print(`Answered:   HTTP ${status}`);
  if (status >= 300) throw new DemoError(`The request was refused with HTTP ${status}.`);
  const call = await arrival;
  const region = effectiveRegion(parts.settings.current);
  print(`Arrived:    ${call.outcome} from ${identifyParty(call, region).title}`);
  const [result, { title, body }] = await notice;
  print(`Notified:   ${title} | ${body.replaceAll('\n', ' | ')}`);
  if (!desktop.current.notifications)
    print('            (printed only: this system has no notification service)');
  else if (result.result !== 'shown') print(`            (not shown: ${result.reason ?? result.result})`);
  print(`Click opens: ${crmUrlOf(parts.settings.current.crmTemplate, call)}`);
}

/** Sends three genuinely signed requests to the app's own listener, and prints each result. */
export async function runDemo(options: DemoOptions): Promise<void> {
  try {
    const url = await listening(options.parts);
    print(`Listening at ${url}`);
    for (const make of demoRequests(options.sources)) await show(url, make(new Date()), options);
    print('');
    print('Three of three events arrived, once each.');
    if (options.hasDisplay) print('The window stays open. Quit it from its tray icon or with Ctrl+Q.');
    print('Start it for real with: npm start');
    if (!options.hasDisplay) options.quit(0);
  } catch (error) {
    process.stderr.write(`The demo failed: ${error instanceof Error ? error.message : String(error)}\n`);
    for (const { message, fix } of options.parts.engine.state.problems)
      process.stderr.write(`${message} ${fix}\n`);
    options.quit(1);
  }
}
