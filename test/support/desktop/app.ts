import { join } from 'node:path';
import { _electron, type ElectronApplication, type Page } from 'playwright-core';
import type { Bridge, Status } from '#shared/ipc.ts';
import { electronEnvironment } from '../../../electron/launch/electron.ts';
import { projectRoot } from '../../../electron/launch/paths.ts';
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
  const chunks: string[] = [];
  const child = electron.process();
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => chunks.push(chunk.toString('utf8')));
  const page = await electron.firstWindow();
  await page.waitForFunction(() => window.ringback !== undefined);
  const status = (): Promise<Status> => page.evaluate(() => (window.ringback as Bridge).getStatus());
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
