/** One data folder and the engines that live on it, one after the other, however each of them ends. */
import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { EngineNotification } from '#shared/contract/notifications.ts';
import { type EngineProcess, startEngineProcess, temporaryFolder } from '../support/engine-process.ts';

const cli = fileURLToPath(new URL('../../electron/engine/cli/main.ts', import.meta.url));

export interface LivesOptions {
  config: object;
  dataFolder?: string;
}

export function createLives({ config, dataFolder = temporaryFolder() }: LivesOptions) {
  const all: EngineProcess[] = [];
  let current: EngineProcess | null = null;
  const configFile = join(temporaryFolder(), 'config.json');
  writeFileSync(configFile, JSON.stringify(config));

  return {
    dataFolder,
    count: (): number => all.length,
    /** The engine that runs now. @throws Error when none does. */
    now(): EngineProcess {
      if (!current) throw new Error('No engine is running');
      return current;
    },
    /** The engine's address; null while none listens. */
    url: (): string | null => current?.url ?? null,
    async start(args: readonly string[] = [], env: NodeJS.ProcessEnv = {}): Promise<EngineProcess> {
      current = await startEngineProcess({
        dataFolder,
        config,
        env,
        arguments: ['--notifications', ...args],
      });
      all.push(current);
      return current;
    },
    /** kill -9; resolves when the process is gone and all that it had said is read. */
    async kill(): Promise<void> {
      const dying = current;
      current = null;
      dying?.kill('SIGKILL');
      await dying?.ended;
    },
    /** SIGTERM, and kill -9 so much later; null lets it end. Resolves with the exit code. */
    async stop(killAfterMs: number | null = null): Promise<number | null> {
      const dying = current;
      current = null;
      if (!dying) return null;
      const ended = dying.stop();
      if (killAfterMs !== null) {
        // The moment is the test: it hits another step of the shutdown each time.
        await pause(killAfterMs);
        dying.kill('SIGKILL');
      }
      return await ended;
    },
    /** Starts an engine and kills it so many milliseconds later, wherever its start-up is then. */
    async killWhileStarting(afterMs: number): Promise<void> {
      const child = spawn(process.execPath, [cli, 'serve', '--config', configFile, '--data', dataFolder], {
        stdio: 'ignore',
      });
      const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
      // The moment is the test: it hits another step of the start-up each time.
      await pause(afterMs);
      child.kill('SIGKILL');
      await ended;
    },
    /** Everything that was to be shown, in all lives. */
    notifications: (): EngineNotification[] =>
      all
        .flatMap((life) => life.lines)
        .flatMap((line) => (line.type === 'notification' ? [line.notification as EngineNotification] : [])),
  };
}
export type Lives = ReturnType<typeof createLives>;
