/** The app's engine without its window: the real supervisor and settings, and the engine in a process of its own. */
import { fork } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { UtilityProcess } from 'electron';
import { onTestFinished } from 'vitest';
import type { Settings } from '#shared/config/settings.ts';
import type { EngineNotification } from '#shared/contract/notifications.ts';
import { type EngineState, EngineSupervisor } from '../../electron/main/engine/supervisor.ts';
import { type ClearSecrets, engineConfig } from '../../electron/main/settings/engine-config.ts';
import { SettingsStore } from '../../electron/main/settings/store.ts';
import { temporaryFolder } from './engine-process.ts';

const entry = fileURLToPath(new URL('./engine-child.ts', import.meta.url));

/** As Electron's utilityProcess.fork: its message port is the channel between the two processes. */
function forkEngine(): UtilityProcess {
  const child = fork(entry, { serialization: 'advanced', stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
  const postMessage = (message: unknown): void => void child.send(message as object);
  return Object.assign(child, { postMessage }) as unknown as UtilityProcess;
}

export interface SupervisedEngine {
  engine: EngineSupervisor;
  settings: SettingsStore;
  /** By the source's ID; the tunnel's under `tunnel`. A change is told to the engine by `engine.reconfigure()`. */
  secrets: Map<string, string>;
  /** Every state that the shell was told, in order. */
  states: readonly EngineState[];
  notifications: readonly EngineNotification[];
  update(change: Partial<Settings>): Promise<void>;
}

/** Starts it with these settings; it is stopped when the test ends. */
export async function startSupervisedEngine(
  initial: Partial<Settings>,
  {
    dataFolder = temporaryFolder(),
    secrets: given = {},
  }: { dataFolder?: string; secrets?: Record<string, string> } = {},
): Promise<SupervisedEngine> {
  const folder = temporaryFolder();
  const { store: settings } = await SettingsStore.open(join(folder, 'settings.json'));
  const secrets = new Map(Object.entries(given));
  const clear: ClearSecrets = {
    get: (id) => [secrets.get(id) ?? []].flat(),
    credentials: () => ({}),
    get tunnel() {
      return secrets.get('tunnel') ?? null;
    },
  };
  await settings.update((current) => ({ ...current, ...initial }));
  const engine = new EngineSupervisor({
    fork: forkEngine,
    configuration: () => ({
      dataFolder,
      config: engineConfig(settings.current, clear, { region: settings.current.region, locale: 'en-US' }),
    }),
    log: (level, message, fields) => {
      if (level === 'error') console.error(message, fields);
    },
  });
  const states: EngineState[] = [];
  const notifications: EngineNotification[] = [];
  engine.on('state', (state) => void states.push(state));
  engine.on('notify', (notification) => {
    notifications.push(notification);
    engine.notificationResult({ id: notification.id, result: 'shown' });
  });
  settings.on('changed', () => engine.reconfigure());
  engine.start();
  onTestFinished(() => engine.stop());
  return {
    engine,
    settings,
    secrets,
    states,
    notifications,
    update: async (change) => void (await settings.update((current) => ({ ...current, ...change }))),
  };
}
