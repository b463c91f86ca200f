import type { ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { _electron, type ElectronApplication, type Page } from 'playwright-core';
import type { Bridge } from '#shared/contract/bridge.ts';
import type { SettingsView } from '#shared/contract/settings.ts';
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

/** The real app while it runs. After a restart `electron` and `page` are those of the new process. */
export interface RunningApp {
  readonly electron: ElectronApplication;
  readonly page: Page;
  readonly userData: string;
  /** What it wrote to stdout and stderr so far. */
  output(): string;
  /** Waits until the app says that it listens, with all that was saved. @returns the local address. */
  listening(): Promise<string>;
  /** The state as data, as main tells the window; what the window says of it is read in the window. */
  status(): Promise<Status>;
  /** The settings as data, as main tells the window. */
  settings(): Promise<SettingsView>;
  /** Process ID of the engine. */
  enginePid(): Promise<number>;
  /** Ends it and starts it in the same profile. */
  restart(): Promise<void>;
  /** Ends it; does nothing when it has ended. */
  close(): Promise<void>;
}

export interface LaunchOptions {
  /** The profile's folder; a new one unless told. */
  userData?: string;
  /** What a new profile's settings hold beside its port. */
  settings?: object;
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

interface Started {
  electron: ElectronApplication;
  /** Its process, which the driver does not tell any more once the app has ended. */
  child: ChildProcess;
  page: Page;
}

/** For how long an app may take to quit before its process is ended. */
const quitMs = 30_000;

/** Quits the app as its window's system would, or ends a process that does not quit. */
async function quit({ electron, child }: Omit<Started, 'page'>): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const deadline = setTimeout(() => child.kill('SIGKILL'), quitMs);
  try {
    await electron.close();
  } finally {
    clearTimeout(deadline);
  }
}

/** Starts the real app, each test's in a profile and on a port of its own, and waits for its window. */
export async function launchApp(desktop: Desktop, options: LaunchOptions = {}): Promise<RunningApp> {
  const userData = options.userData ?? join(desktop.folder, `profile-${crypto.randomUUID()}`);
  await prepareProfile(userData, options.settings);
  const chunks: string[] = [];
  const output = (): string => chunks.join('');

  const start = async (): Promise<Started> => {
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
    const child = electron.process();
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (chunk: Buffer) => chunks.push(chunk.toString('utf8')));
    try {
      const page = await electron.firstWindow();
      await page.waitForFunction(() => window.ringback !== undefined);
      return { electron, child, page };
    } catch (error) {
      await quit({ electron, child });
      throw new Error(`The app opened no window. It wrote:\n${output()}`, { cause: error });
    }
  };

  let running = await start();
  const status = (): Promise<Status> => running.page.evaluate(() => (window.ringback as Bridge).status.get());
  return {
    get electron() {
      return running.electron;
    },
    get page() {
      return running.page;
    },
    userData,
    output,
    status,
    async listening() {
      const { url } = await eventually(status, ({ phase, url }) => phase === 'listening' && url !== null);
      // The engine answers in order: what was saved before is in force when it has answered this.
      await running.page.evaluate(() => (window.ringback as Bridge).summary.get());
      return String(url);
    },
    settings: () => running.page.evaluate(() => (window.ringback as Bridge).settings.get()),
    enginePid: () =>
      running.electron.evaluate(({ app }) => {
        const engine = app.getAppMetrics().find(({ name }) => name === 'Ringback engine');
        if (!engine) throw new Error('The engine does not run');
        return engine.pid;
      }),
    async restart() {
      await quit(running);
      running = await start();
    },
    close: () => quit(running),
  };
}
