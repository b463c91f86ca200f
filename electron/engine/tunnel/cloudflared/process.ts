/** One run of the user's cloudflared. */
import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

export interface CloudflaredProcess {
  /** Resolves when it is gone, or `error` when it could not be started. */
  readonly ended: Promise<'exit' | 'error'>;
  /** Ends it within about a second; resolves when it is gone. */
  stop(): Promise<void>;
}

/** It waits for requests that are under way, 30 s unless told otherwise; those are not worth more than this. */
const graceMs = 1000;

/** What of the environment is for the user's own tunnels is not for this one. */
const withoutTunnels = (env: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('TUNNEL_')));

/** @param token Goes by the environment: arguments can be read by every user of the computer. */
export function startCloudflared(
  program: string,
  args: readonly string[],
  { token, onLine }: { token: string | undefined; onLine(line: string): void },
): CloudflaredProcess {
  const child: ChildProcess = spawn(program, args, {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...withoutTunnels(process.env), ...(token === undefined ? {} : { TUNNEL_TOKEN: token }) },
    windowsHide: true,
  });
  const killAtExit = (): void => void child.kill('SIGKILL');
  process.once('exit', killAtExit);
  const ended = new Promise<'exit' | 'error'>((resolve) => {
    child.once('exit', () => resolve('exit'));
    child.once('error', () => resolve('error'));
  });
  void ended.then(() => process.off('exit', killAtExit));
  if (child.stderr) createInterface({ input: child.stderr }).on('line', onLine);
  return {
    ended,
    async stop() {
      child.kill('SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), graceMs);
      await ended;
      clearTimeout(timer);
    },
  };
}
