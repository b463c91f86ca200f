/** One run of the user's cloudflared. */
import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

export interface CloudflaredProcess {
  /** Resolves when the process has ended, with the error where it could not be started. */
  readonly ended: Promise<'exit' | 'error'>;
  /** Ends the process within about a second; resolves when it has ended. */
  stop(): Promise<void>;
}

/** How long cloudflared may wait for requests under way; its default is 30 s. */
const graceMs = 1000;

/** Returns the environment without the variables of the user's own tunnels. */
const withoutTunnels = (env: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('TUNNEL_')));

/** Starts cloudflared. @param token passed by the environment, as every user of the computer can read arguments. */
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
