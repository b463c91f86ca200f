import { EventEmitter } from 'node:events';
import { type Settings, settingsSchema } from '#shared/config/settings.ts';
import type { Problem } from '#shared/contract/problem.ts';
import { writeFileAtomically } from '../files/atomic-write.ts';
import { keepBadCopy } from '../files/bad-copy.ts';
import { type StoredFileFault, UnreadableFileError } from '../files/faults.ts';
import { type FileFormat, NewerFileError } from '../files/format.ts';
import { keepLastGood, type LastGoodCopy, readLastGood } from '../files/last-good.ts';
import { readTextIfPresent } from '../files/read-text.ts';
import { createSerial } from '../files/serial.ts';
import { keepVersionCopy } from '../files/version-copy.ts';
import { type LoadedSettings, loadSettings, nothingLoaded, settingsFormat } from './load.ts';
import { inUseWords, newerSettings } from './problems.ts';
import { type Recovery, readRecovery, recoveryProblem, removeRecovery, writeRecovery } from './recovery.ts';
import { takeLost } from './salvage.ts';

/** What was found when the file was opened. */
interface Opened {
  store: SettingsStore;
  problem: Problem | null;
  migratedFrom: number | null;
  /** What could not be read or written. The app goes on without it. */
  faults: StoredFileFault[];
}

/**
 * The store of settings: settings.json is read once at the start and written after each change. Emits `resolved` when the
 * problem of damaged settings is dealt with.
 */
export class SettingsStore extends EventEmitter<{ changed: [Settings]; resolved: [] }> {
  readonly #file: string;
  readonly #inTurn = createSerial();
  /** The error of every change when the file must not be replaced; null otherwise. */
  readonly #refusal: Error | null;
  #settings: Settings;
  /** The damage that the rep has not dealt with; null when there is none. */
  #recovery: Recovery | null = null;

  private constructor(file: string, settings: Settings, refusal: Error | null = null) {
    super();
    this.#file = file;
    this.#settings = settings;
    this.#refusal = refusal;
  }

  /**
   * Opens the store. A faulty file is copied, its valid keys are used, the last good copy gives the others, and the problem
   * names them until it is resolved. An older file is copied and then written in this version's format. A newer one, and
   * one that cannot be read, is left as it is, and the settings are read only.
   * @param format the versions of the file; replaced in tests.
   */
  static async open(file: string, format = settingsFormat): Promise<Opened> {
    const good = await readLastGood(file);
    let text: string | null;
    try {
      text = await readTextIfPresent(file);
    } catch (error) {
      const settings = goodSettings(good, format) ?? settingsSchema.parse({});
      const refusal = new UnreadableFileError('Settings', file, { cause: error });
      const store = new SettingsStore(file, settings, refusal);
      return { store, problem: null, migratedFrom: null, faults: [{ file, act: 'read', error }] };
    }
    if (text === null && good === null)
      return {
        store: new SettingsStore(file, settingsSchema.parse({})),
        problem: null,
        migratedFrom: null,
        faults: [],
      };
    const loaded = text === null ? nothingLoaded('it is missing') : loadSettings(text, format);
    if (loaded.newerVersion !== null) {
      const store = new SettingsStore(file, loaded.settings, new NewerFileError('Settings', file));
      return { store, problem: newerSettings(file), migratedFrom: null, faults: [] };
    }
    return SettingsStore.#use(file, text, loaded, good, format);
  }

  /** Brings the stored files in line with what was loaded. Nothing that fails there keeps the settings from being used. */
  static async #use(
    file: string,
    text: string | null,
    loaded: LoadedSettings,
    good: LastGoodCopy | null,
    format: FileFormat,
  ): Promise<Opened> {
    const { migratedFrom } = loaded;
    const { settings, damage } = recover(loaded, good, format);
    const store = new SettingsStore(file, settings);
    const faults: StoredFileFault[] = [];
    const attempt = <T>(task: () => Promise<T>): Promise<T | null> =>
      task().catch((error: unknown) => {
        faults.push({ file, act: 'write', error });
        return null;
      });
    let recovery = await readRecovery(file);
    if (damage) {
      const damaged = text === null ? null : await attempt(() => keepBadCopy(file));
      const found = { ...damage, damaged };
      recovery = found;
      await attempt(() => writeRecovery(file, found));
    }
    await attempt(async () => {
      if (migratedFrom !== null) await keepVersionCopy(file, migratedFrom);
      if (damage || migratedFrom !== null) await store.#write();
      else await keepLastGood(file, store.#text());
    });
    store.#recovery = recovery;
    return { store, problem: recovery && recoveryProblem(file, recovery), migratedFrom, faults };
  }

  get current(): Settings {
    return this.#settings;
  }

  /** Checks that changes are allowed. Call it before several writes, so that all or none happen. @throws NewerFileError */
  requireWritable(): void {
    if (this.#refusal) throw this.#refusal;
  }

  /**
   * Changes settings and writes them. Emits `changed` after the file is safe.
   * @throws NewerFileError when a newer version of the app wrote the file, UnreadableFileError when it could not be read, or
   * ZodError when the result would be invalid; nothing is changed then.
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
    const isSetUpAgain =
      this.#recovery?.good === null && this.#recovery.isWhole && changed.sources.length > 0;
    if (isSetUpAgain) await this.#endRecovery();
    return changed;
  }

  /** Resolves the problem of damaged settings. `restore` goes back to the last good copy that was found then. */
  async resolve(choice: 'restore' | 'keep'): Promise<void> {
    const good = this.#recovery?.good;
    if (choice === 'restore' && good) await this.update(() => good.settings);
    await this.#endRecovery();
  }

  async #endRecovery(): Promise<void> {
    await removeRecovery(this.#file);
    this.#recovery = null;
    this.emit('resolved');
  }

  #text(): string {
    return `${JSON.stringify(this.#settings, null, 2)}\n`;
  }

  async #write(): Promise<void> {
    const text = this.#text();
    await writeFileAtomically(this.#file, text);
    await keepLastGood(this.#file, text);
  }
}

/** The settings of a last good copy; null when there is none without a fault. */
function goodSettings(good: LastGoodCopy | null, format: FileFormat): Settings | null {
  if (!good) return null;
  const { settings, faults, newerVersion } = loadSettings(good.text, format);
  return faults.length === 0 && newerVersion === null ? settings : null;
}

/** Takes what a file lost from its last good copy. `damage` is null when the file has no fault. */
function recover(
  loaded: LoadedSettings,
  good: LastGoodCopy | null,
  format: FileFormat,
): { settings: Settings; damage: Omit<Recovery, 'damaged'> | null } {
  const earlier = goodSettings(good, format);
  const isEmptied = loaded.faults.length === 0 && loaded.isBlank && earlier !== null;
  const faults = isEmptied ? ['it names no setting'] : loaded.faults;
  if (faults.length === 0) return { settings: loaded.settings, damage: null };
  const takeGood = (from: Settings): Settings => (loaded.isBlank ? from : takeLost(loaded, from));
  const settings = earlier ? takeGood(earlier) : loaded.settings;
  return {
    settings,
    damage: {
      since: new Date().toISOString(),
      faults,
      isWhole: loaded.isBlank,
      inUse: inUseWords(settings),
      good: good && earlier ? { at: good.at, settings: earlier } : null,
    },
  };
}
