import { join } from 'node:path';
import { _electron, type ElectronApplication, type Page } from 'playwright-core';
import type { Bridge } from '#shared/contract/bridge.ts';
import type { Status } from '#shared/contract/status.ts';
import { projectRoot } from '../../../electron/tooling/console/paths.ts';
import { electronEnvironment } from '../../../electron/tooling/electron.ts';
import { eventually } from '../eventually.ts';
import type { Desktop } from './desktop.ts';
import { prepareProfile } from './profile.ts';

declare global {
  interface Window {
    ringback?: Bridge;
  }
}

export interface RunningApp {
  electron: ElectronApplication;
  page: Page;
  userData: string;
  /** What it wrote to stdout and stderr so far. */
  output(): string;
  /** Waits until the app says that it listens. @returns the local address. */
  listening(): Promise<string>;
  status(): Promise<Status>;
  /** Process ID of the engine. */
  enginePid(): Promise<number>;
  close(): Promise<void>;
}

export interface LaunchOptions {
  userData?: string;
  args?: string[];
  env?: Record<string, string>;
  /** A packaged app's program; the unpackaged build unless told. */
  executable?: string;
}

const defined = (env: NodeJS.ProcessEnv): Record<string, string> =>
  Object.fromEntries(
    Object.entries(env).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
  );

/** The environment in which the app runs on the test's desktop. */
export const appEnvironment = (
  desktop: Desktop,
  extra: Record<string, string> = {},
): Record<string, string> => ({
  ...defined(process.env),
  ...electronEnvironment(desktop.electron),
  ...desktop.env,
  ...extra,
});

/** For how long, and how often, a lost evaluation is asked again: a busy main process collects garbage many times. */
const patienceMs = 20_000;
const pauseMs = 50;

/**
 * V8's inspector gives up an evaluation whose promise is collected before it answers, which happens in a busy main
 * process and says nothing about the app. What tests evaluate there can be asked again.
 */
function retryLostEvaluations(electron: ElectronApplication): void {
  const evaluate = electron.evaluate.bind(electron) as (...args: unknown[]) => Promise<unknown>;
  const patient = async (...args: unknown[]): Promise<unknown> => {
    const end = performance.now() + patienceMs;
    for (;;) {
      try {
        return await evaluate(...args);
      } catch (error) {
        if (performance.now() > end || !String(error).includes('was garbage collected')) throw error;
        // Nothing announces that the collection is over.
        await new Promise((resolve) => setTimeout(resolve, pauseMs));
      }
    }
  };
  electron.evaluate = patient as ElectronApplication['evaluate'];
}

/** Starts the real app, each test's in a profile and on a port of its own, and waits for its window. */
export async function launchApp(desktop: Desktop, options: LaunchOptions = {}): Promise<RunningApp> {
  const userData = options.userData ?? join(desktop.folder, `profile-${crypto.randomUUID()}`);
  await prepareProfile(userData);
  const electron = await _electron.launch({
    executablePath: options.executable ?? desktop.electron.executable,
    args: [
      ...(desktop.electron.noSandbox ? ['--no-sandbox'] : []),
      ...(options.executable ? [] : [projectRoot]),
      `--user-data-dir=${userData}`,
      ...(options.args ?? []),
    ],
    env: appEnvironment(desktop, options.env),
  });
  retryLostEvaluations(electron);
  const chunks: string[] = [];
  const child = electron.process();
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => chunks.push(chunk.toString('utf8')));
  const page = await electron.firstWindow();
  await page.waitForFunction(() => window.ringback !== undefined);
  const status = (): Promise<Status> => page.evaluate(() => (window.ringback as Bridge).status.get());
  return {
    electron,
    page,
    userData,
    output: () => chunks.join(''),
    status,
    async listening() {
      const { url } = await eventually(status, ({ phase, url }) => phase === 'listening' && url !== null);
      return String(url);
    },
    enginePid: () =>
      electron.evaluate(({ app }) => {
        const engine = app.getAppMetrics().find(({ name }) => name === 'Ringback engine');
        if (!engine) throw new Error('The engine does not run');
        return engine.pid;
      }),
    close: () => electron.close(),
  };
}
