/** Ringback's own process, started from the outside. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { constants } from 'node:os';
import { electronEnvironment, type ResolvedElectron } from './electron.ts';
import { projectRoot } from './paths.ts';

/** As a shell reports it: the exit code, or 128 and the number of the signal. */
export const exitStatus = (code: number | null, signal: NodeJS.Signals | null): number =>
  code ?? 128 + (signal ? constants.signals[signal] : 1);

/** Arguments that start the app in the project's folder; `passed` reach the app. */
export const appArguments = (electron: ResolvedElectron, passed: readonly string[] = []): string[] => [
  ...(electron.noSandbox ? ['--no-sandbox'] : []),
  projectRoot,
  ...passed,
];

/** Starts the built app on this terminal. */
export const startApp = (
  electron: ResolvedElectron,
  passed: readonly string[],
  env: Record<string, string>,
): ChildProcess =>
  spawn(electron.executable, appArguments(electron, passed), {
    cwd: projectRoot,
    env: { ...process.env, ...electronEnvironment(electron), ...env },
    stdio: 'inherit',
  });

/** Waits for the end of a process. Resolves to its exit status. */
export async function ended(child: ChildProcess): Promise<number> {
  const [code, signal] = await once(child, 'exit');
  return exitStatus(code, signal);
}
