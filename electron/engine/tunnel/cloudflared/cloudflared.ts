/** The cloudflared tunnel, by the user's own program: a named tunnel with a token, or a quick tunnel. */
import { devNull } from 'node:os';
import type { TunnelSettings } from '#shared/config/tunnel.ts';
import { raceWithAbort } from '../../util/race-with-abort.ts';
import { type OpenKind, TunnelError, type TunnelProblem } from '../tunnel.ts';
import { forgetRunning, noteRunning } from './leftover.ts';
import { type LogLine, readLogLine } from './log-line.ts';
import { endedProblem, noAddressProblem, notStartableProblem, slowProblem } from './problems.ts';
import { startCloudflared } from './process.ts';
import { findProgram } from './program.ts';

const openTimeoutMs = 25_000;

/** Keeps the user's own configuration file away, which breaks quick tunnels. */
const ownConfigOnly = process.platform === 'win32' ? [] : ['--config', devNull];

const argumentsFor = (isNamed: boolean, localPort: number): string[] =>
  isNamed
    ? ['tunnel', '--no-autoupdate', 'run']
    : ['tunnel', '--no-autoupdate', ...ownConfigOnly, '--url', `http://127.0.0.1:${localPort}`];

export const openCloudflared: OpenKind<Extract<TunnelSettings, { kind: 'cloudflared' }>> = async (
  { settings, secret: token },
  { localPort, dataFolder, signal, onDown },
) => {
  const isNamed = token !== undefined;
  if (isNamed && settings.publicUrl === undefined) throw new TunnelError(noAddressProblem);
  const program = await findProgram(settings.program);
  signal.throwIfAborted();

  let last: Pick<LogLine, 'error' | 'problem'> = { error: null, problem: null };
  let url = isNamed ? (settings.publicUrl ?? '') : '';
  let hasConnection = false;
  let onReady: () => void = () => {};
  let onFailed: (problem: TunnelProblem) => void = () => {};
  const cloudflared = startCloudflared(program, argumentsFor(isNamed, localPort), {
    token,
    onLine(text) {
      const line = readLogLine(text);
      if (line.error !== null) last = line;
      url ||= line.url ?? '';
      hasConnection ||= line.isConnected;
      if (url !== '' && hasConnection) onReady();
      if (line.problem && !hasConnection) onFailed(line.problem);
    },
  });
  let noting: Promise<void> = Promise.resolve();
  if (dataFolder !== undefined) {
    void cloudflared.pid.then((pid) => {
      noting = noteRunning(dataFolder, pid);
    });
    void cloudflared.ended.then(() => noting.then(() => forgetRunning(dataFolder)));
  }
  const opened = new Promise<void>((resolve, reject) => {
    onReady = resolve;
    onFailed = (problem) => reject(new TunnelError(problem));
  });
  void cloudflared.ended.then((how) =>
    onFailed(how === 'error' ? notStartableProblem : (last.problem ?? endedProblem(last.error ?? '', token))),
  );
  try {
    await raceWithAbort(opened, {
      signal,
      timeout: { ms: openTimeoutMs, expired: () => new TunnelError(slowProblem) },
    });
  } catch (error) {
    await cloudflared.stop();
    throw error;
  }
  onFailed = onDown;
  return {
    url: new URL(url).origin,
    async close() {
      onFailed = () => {};
      await cloudflared.stop();
    },
  };
};
