import { EventEmitter } from 'node:events';
import { basename } from 'node:path';
import { type Settings, settingsSchema } from '#shared/config/settings.ts';
import type { Problem } from '#shared/contract/problem.ts';
import { writeFileAtomically } from '../files/atomic-write.ts';
import { keepBadCopy } from '../files/bad-copy.ts';
import { NewerFileError } from '../files/format.ts';
import { readTextIfPresent } from '../files/read-text.ts';
import { createSerial } from '../files/serial.ts';
import { keepVersionCopy } from '../files/version-copy.ts';
import { loadSettings, settingsFormat } from './load.ts';

/** settings.json: read once at the start, written whole after each change. */
export class SettingsStore extends EventEmitter<{ changed: [Settings] }> {
  readonly #file: string;
  readonly #inTurn = createSerial();
  /** A newer version of the app wrote the file. */
  readonly #isNewer: boolean;
  #settings: Settings;

  private constructor(file: string, settings: Settings, isNewer = false) {
    super();
    this.#file = file;
    this.#settings = settings;
    this.#isNewer = isNewer;
  }

  /**
   * Reads the file. A faulty one is kept beside itself, its valid keys stay in force, and the problem names the rest. An
   * older one is kept beside itself and written in this version's format; a newer one is read only.
   * @param format the versions of the file; tests have others.
   * @throws when the file is there and cannot be read or replaced.
   */
  static async open(
    file: string,
    format = settingsFormat,
  ): Promise<{ store: SettingsStore; problem: Problem | null; migratedFrom: number | null }> {
    const text = await readTextIfPresent(file);
    if (text === null)
      return { store: new SettingsStore(file, settingsSchema.parse({})), problem: null, migratedFrom: null };
    const { settings, faults, migratedFrom, newerVersion } = loadSettings(text, format);
    const store = new SettingsStore(file, settings, newerVersion !== null);
    if (newerVersion !== null) return { store, problem: newerSettings(file), migratedFrom };
    if (migratedFrom !== null) await keepVersionCopy(file, migratedFrom);
    if (faults.length === 0) {
      if (migratedFrom !== null) await store.#write();
      return { store, problem: null, migratedFrom };
    }
    const copy = await keepBadCopy(file);
    await store.#write();
    return { store, problem: settingsProblem(file, copy, faults), migratedFrom };
  }

  get current(): Settings {
    return this.#settings;
  }

  /** Call before the first of several writes, so that none is carried out alone. @throws NewerFileError */
  requireWritable(): void {
    if (this.#isNewer) throw new NewerFileError('Settings', this.#file);
  }

  /**
   * Changes settings and writes them; listeners hear of it after the file is safe.
   * @throws NewerFileError when a newer version of the app wrote the file, and zod's error when the result would not be
   * valid; nothing is changed then.
   */
  async update(change: (current: Settings) => Settings): Promise<Settings> {
    this.requireWritable();
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

const newerSettings = (file: string): Problem => ({
  code: 'settings-newer',
  severity: 'warning',
  message: `A newer Ringback wrote ${basename(file)}, so settings cannot be changed now. The file was left as it is.`,
  fix: 'Install the newer Ringback again.',
  since: new Date().toISOString(),
});

const settingsProblem = (file: string, copy: string, faults: string[]): Problem => ({
  code: 'settings-invalid',
  severity: 'warning',
  message: `${basename(file)} has a mistake: ${faults.join('. Also ')}.`,
  fix: `Check Settings. Everything else was kept; the file as it was is ${copy}.`,
  since: new Date().toISOString(),
});
