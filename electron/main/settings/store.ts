import { EventEmitter } from 'node:events';
import { basename } from 'node:path';
import { type Settings, settingsSchema } from '#shared/config/settings.ts';
import type { Problem } from '#shared/contract/problem.ts';
import { writeFileAtomically } from '../files/atomic-write.ts';
import { keepBadCopy } from '../files/bad-copy.ts';
import { readTextIfPresent } from '../files/read-text.ts';
import { createSerial } from '../files/serial.ts';
import { salvageSettings } from './salvage.ts';

/** settings.json: read once at the start, written whole after each change. */
export class SettingsStore extends EventEmitter<{ changed: [Settings] }> {
  readonly #file: string;
  readonly #inTurn = createSerial();
  #settings: Settings;

  private constructor(file: string, settings: Settings) {
    super();
    this.#file = file;
    this.#settings = settings;
  }

  /**
   * Reads the file. A faulty one is kept beside itself, its valid keys stay in force, and the problem names the rest.
   * @throws when the file is there and cannot be read or replaced.
   */
  static async open(file: string): Promise<{ store: SettingsStore; problem: Problem | null }> {
    const text = await readTextIfPresent(file);
    if (text === null) return { store: new SettingsStore(file, settingsSchema.parse({})), problem: null };
    const { settings, faults } = salvageSettings(text);
    const store = new SettingsStore(file, settings);
    if (faults.length === 0) return { store, problem: null };
    const copy = await keepBadCopy(file);
    await store.#write();
    return { store, problem: settingsProblem(file, copy, faults) };
  }

  get current(): Settings {
    return this.#settings;
  }

  /**
   * Changes settings and writes them; listeners hear of it after the file is safe.
   * @throws zod's error when the result would not be valid; nothing is changed then.
   */
  async update(change: (current: Settings) => Settings): Promise<Settings> {
    const changed = await this.#inTurn(async () => {
      const before = this.#settings;
      this.#settings = settingsSchema.parse(change(before));
      try {
        await this.#write();
      } catch (error) {
        this.#settings = before;
        throw error;
      }
      return this.#settings;
    });
    this.emit('changed', changed);
    return changed;
  }

  #write(): Promise<void> {
    return writeFileAtomically(this.#file, `${JSON.stringify(this.#settings, null, 2)}\n`);
  }
}

const settingsProblem = (file: string, copy: string, faults: string[]): Problem => ({
  code: 'settings-invalid',
  severity: 'warning',
  message: `${basename(file)} has a mistake: ${faults.join('. Also ')}.`,
  fix: `Check Settings. Everything else was kept; the file as it was is ${copy}.`,
  since: new Date().toISOString(),
});
