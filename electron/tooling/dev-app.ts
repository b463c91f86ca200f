import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { startApp } from './app-process.ts';
import { say } from './console/say.ts';
import type { ResolvedElectron } from './electron.ts';

export interface AppEnd {
  code: number | null;
  signal: NodeJS.Signals | null;
}

/** The app under development. It restarts to load new code, and runs until it is quit. */
export class DevApp {
  readonly #start: () => ChildProcess;
  #process: ChildProcess | null = null;
  #restarting = false;

  constructor(electron: ResolvedElectron, args: readonly string[], env: Record<string, string>) {
    this.#start = () => startApp(electron, args, env);
  }

  /** Resolves when the app was quit. */
  async run(): Promise<AppEnd> {
    for (;;) {
      this.#restarting = false;
      this.#process = this.#start();
      const [code, signal] = await once(this.#process, 'exit');
      if (!this.#restarting) return { code, signal };
    }
  }

  restart(): void {
    say('Restarting');
    this.#restarting = true;
    this.#process?.kill('SIGTERM');
  }

  quit(): void {
    this.#restarting = false;
    this.#process?.kill('SIGTERM');
  }

  /** Kills the app at once. */
  kill(): void {
    this.#process?.kill('SIGKILL');
  }
}
