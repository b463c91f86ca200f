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

/** The store of settings: settings.json is read once at the start and written after each change. */
export class SettingsStore extends EventEmitter<{ changed: [Settings] }> {
  readonly #file: string;
  readonly #inTurn = createSerial();
  /** The error of every change when a newer version of the app wrote the file; null otherwise. */
  readonly #isNewer: boolean;
  #settings: Settings;

  private constructor(file: string, settings: Settings, isNewer = false) {
    super();
    this.#file = file;
    this.#settings = settings;
    this.#isNewer = isNewer;
  }

  /**
   * Opens the store. A faulty file is copied, its valid keys are used, and the problem names the others. An older file is
   * copied and then written in this version's format. A newer one is read only.
   * @param format the versions of the file; replaced in tests.
   * @throws when the file exists and cannot be read or replaced.
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

  /** Checks that changes are allowed. Call it before several writes, so that all or none happen. @throws NewerFileError */
  requireWritable(): void {
    if (this.#isNewer) throw new NewerFileError('Settings', this.#file);
  }

  /**
   * Changes settings and writes them. Emits `changed` after the file is safe.
   * @throws NewerFileError when a newer version of the app wrote the file, or ZodError when the result would be invalid;
   * nothing is changed then.
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
