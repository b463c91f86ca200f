/** One run of the user's cloudflared. It ends with its engine, however that ends. */
import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

export interface CloudflaredProcess {
  /** Resolves with its process ID; never, where it could not be started. */
  readonly pid: Promise<number>;
  /** Resolves when the process has ended, with the error where it could not be started. */
  readonly ended: Promise<'exit' | 'error'>;
  /** Ends the process within about a second; resolves when it has ended. */
  stop(): Promise<void>;
}

/** How long cloudflared may wait for requests under way, in seconds; its default is 30. */
const graceSeconds = 1;

/**
 * Runs the program given as arguments and ends it when standard input does: the engine holds the other end of that pipe, and the
 * system closes it whatever the engine dies of. Descriptor 3 is the pipe, as a shell gives its background commands none. The
 * program's process ID is the first line of standard output.
 */
const supervise = `
exec 3<&0 </dev/null
"$@" 3<&- >/dev/null &
child=$!
echo "$child"
{
  while read -r _ <&3; do :; done
  kill -TERM "$child"
  sleep ${graceSeconds}
  kill -KILL "$child"
} >/dev/null 2>&1 &
watch=$!
exec 3<&-
wait "$child"
status=$?
kill "$watch" 2>/dev/null
exit $status
`;
/** What a shell exits with where the program cannot be run (POSIX.1-2024, 2.8.2). */
const notRunnable: readonly (number | null)[] = [126, 127];

/** Returns the environment without the variables of the user's own tunnels. */
const withoutTunnels = (env: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('TUNNEL_')));

/** Starts cloudflared. @param token passed by the environment, as every user of the computer can read arguments. */
export function startCloudflared(
  program: string,
  args: readonly string[],
  { token, onLine }: { token: string | undefined; onLine(line: string): void },
): CloudflaredProcess {
  // Windows has no such shell. There a run that outlived its engine is ended at the next start, see leftover.ts.
  const isSupervised = process.platform !== 'win32';
  const child: ChildProcess = spawn(
    isSupervised ? '/bin/sh' : program,
    isSupervised ? ['-c', supervise, 'cloudflared', program, ...args] : args,
    {
      stdio: ['pipe', 'pipe', 'pipe'],
      env: { ...withoutTunnels(process.env), ...(token === undefined ? {} : { TUNNEL_TOKEN: token }) },
      windowsHide: true,
    },
  );
  const killAtExit = (): void => void child.kill('SIGKILL');
  if (!isSupervised) process.once('exit', killAtExit);
  const ended = new Promise<'exit' | 'error'>((resolve) => {
    child.once('exit', (code) => resolve(isSupervised && notRunnable.includes(code) ? 'error' : 'exit'));
    child.once('error', () => resolve('error'));
  });
  void ended.then(() => {
    process.off('exit', killAtExit);
    child.stdin?.end();
  });
  // Its end may come first.
  child.stdin?.on('error', () => {});
  if (child.stderr) createInterface({ input: child.stderr }).on('line', onLine);
  const pid = new Promise<number>((resolve) => {
    if (!isSupervised && child.pid !== undefined) resolve(child.pid);
    if (child.stdout) createInterface({ input: child.stdout }).once('line', (line) => resolve(Number(line)));
  });
  return {
    pid,
    ended,
    async stop() {
      if (isSupervised) child.stdin?.end();
      else child.kill('SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), 2 * graceSeconds * 1000);
      await ended;
      clearTimeout(timer);
    },
  };
}
