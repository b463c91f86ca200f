import { z } from 'zod';
import { type Credentials, credentialsSchema } from '#shared/config/credentials.ts';
import type { CredentialState, SecretState, TunnelSecretState } from '#shared/config/settings.ts';
import { secretsSchema } from '#shared/config/sources.ts';
import type { Problem } from '#shared/contract/problem.ts';
import { writeFileAtomically } from '../files/atomic-write.ts';
import { keepBadCopy } from '../files/bad-copy.ts';
import { type StoredFileFault, UnreadableFileError } from '../files/faults.ts';
import { NewerFileError } from '../files/format.ts';
import { keepLastGood, readLastGood } from '../files/last-good.ts';
import { readTextIfPresent } from '../files/read-text.ts';
import { createSerial } from '../files/serial.ts';
import { keepVersionCopy } from '../files/version-copy.ts';
import {
  emptySecretsFile,
  fillSecrets,
  type LoadedSecrets,
  loadSecrets,
  type SecretsFile,
  secretsFormat,
} from './file.ts';
import type { Keyring, KeyringState } from './keyring.ts';
import { corruptFile, newerSecrets, recoveredFile, undecryptable } from './problems.ts';
import { type Held, type KeptStorage, seal, unseal } from './vault.ts';

/** The findings when the file was opened. */
interface Findings {
  problems: Problem[];
  unreadable: Error[];
  /** What could not be read or written. The app goes on without it. */
  faults: StoredFileFault[];
}

/**
 * The store of secrets: those of sources and tunnel, and the sources' API credentials. They are in clear only in this
 * process, and encrypted in secrets.json. Setting throws KeyringError when `storage` is not `memory` and the system cannot
 * store. Every change throws NewerFileError when a newer version of the app wrote the file.
 */
export class SecretStore {
  readonly #file: string;
  readonly #keyring: Keyring;
  readonly #inTurn = createSerial();
  readonly #secrets = new Map<string, Held<string[]>>();
  readonly #credentials = new Map<string, Held<Credentials>>();
  #tunnel: Held<string> | null = null;
  #stored: SecretsFile = emptySecretsFile;
  /** The error of every change when the file must not be replaced; null otherwise. */
  #refusal: Error | null = null;

  private constructor(file: string, keyring: Keyring) {
    this.#file = file;
    this.#keyring = keyring;
  }

  /**
   * Opens the store: reads and decrypts the file. Unreadable entries stay in the file and are reported as problems. An older
   * file is copied and then written in this version's format. A newer one, and one that cannot be read, is left as it is.
   * The last good copy gives what a damaged one lost.
   * @param format the versions of the file; replaced in tests.
   */
  static async open(
    file: string,
    keyring: Keyring,
    format = secretsFormat,
  ): Promise<Findings & { store: SecretStore }> {
    const store = new SecretStore(file, keyring);
    const earlier = await readLastGood(file);
    const good = earlier && loadSecrets(earlier.text, format);
    let loaded: LoadedSecrets;
    let text: string | null;
    try {
      text = await readTextIfPresent(file);
      if (text === null && !good) return { store, problems: [], unreadable: [], faults: [] };
      loaded =
        text === null
          ? { ok: false, reason: 'it is missing', parts: emptySecretsFile }
          : loadSecrets(text, format);
    } catch (error) {
      store.#refusal = new UnreadableFileError('Secrets', file, { cause: error });
      const found = good?.ok
        ? await store.#unsealAll(good.stored)
        : { problems: [], unreadable: [], faults: [] };
      return { store, ...found, faults: [{ file, act: 'read', error }] };
    }
    if (!loaded.ok) return store.#recover(loaded, good?.ok ? good.stored : null, text !== null);
    const found = await store.#unsealAll(loaded.stored);
    if (loaded.newerVersion !== null) {
      store.#refusal = new NewerFileError('Secrets', file);
      return { ...found, store, problems: [newerSecrets(file), ...found.problems] };
    }
    const { migratedFrom } = loaded;
    const attempt = async (): Promise<void> => {
      if (migratedFrom === null) return keepLastGood(file, textOf(store.#stored));
      await keepVersionCopy(file, migratedFrom);
      await store.#write({});
    };
    await attempt().catch((error: unknown) => found.faults.push({ file, act: 'write', error }));
    return { ...found, store };
  }

  /**
   * Uses the last good copy for what a damaged file lost. The file stays as it is until the next change or
   * `keepRecovered`, so that the problem is told at each start until then.
   */
  async #recover(
    { reason, parts }: Extract<LoadedSecrets, { ok: false }>,
    good: SecretsFile | null,
    exists: boolean,
  ): Promise<Findings & { store: SecretStore }> {
    const faults: StoredFileFault[] = [];
    const copy = exists
      ? await keepBadCopy(this.#file).catch((error: unknown) => {
          faults.push({ file: this.#file, act: 'write', error });
          return null;
        })
      : null;
    if (good) {
      const found = await this.#unsealAll(fillSecrets(parts, good));
      const problems = [recoveredFile(this.#file, copy, reason), ...found.problems];
      return { ...found, store: this, problems, faults };
    }
    const problem = corruptFile(this.#file, copy ?? this.#file, reason);
    return { store: this, problems: [problem], unreadable: [new Error(problem.message)], faults };
  }

  /** Replaces a damaged file by what is in use. */
  keepRecovered(): Promise<void> {
    return this.#inTurn(() => this.#write({}));
  }

  /** Checks that changes are allowed. Call it before several writes, so that all or none happen. @throws the refusal to replace the file */
  requireWritable(): void {
    if (this.#refusal) throw this.#refusal;
  }

  /** For the engine's configuration only. */
  get(sourceId: string): string[] {
    return this.#secrets.get(sourceId)?.value ?? [];
  }

  /** For the engine's configuration only. */
  credentials(sourceId: string): Credentials {
    return this.#credentials.get(sourceId)?.value ?? {};
  }

  /** For the engine's configuration only. */
  get tunnel(): string | null {
    return this.#tunnel?.value ?? null;
  }

  state(sourceId: string): SecretState {
    const held = this.#secrets.get(sourceId);
    return { sourceId, count: held?.value.length ?? 0, storage: held?.storage ?? 'none' };
  }

  credentialState(sourceId: string): CredentialState {
    const held = this.#credentials.get(sourceId);
    return { sourceId, names: Object.keys(held?.value ?? {}), storage: held?.storage ?? 'none' };
  }

  get tunnelState(): TunnelSecretState {
    return { isSet: this.#tunnel !== null, storage: this.#tunnel?.storage ?? 'none' };
  }

  keyring(): Promise<KeyringState> {
    return this.#keyring.state();
  }

  /** Replaces a source's secrets. */
  set(sourceId: string, secrets: string[], storage: KeptStorage): Promise<void> {
    return this.#inTurn(async () => {
      const sealed = await seal(this.#keyring, secrets, storage);
      const entry = sealed && { ...sealed, count: secrets.length };
      await this.#write({ sources: withEntry(this.#stored.sources, sourceId, entry) });
      this.#secrets.set(sourceId, { value: secrets, storage });
    });
  }

  /** Replaces a source's API credentials. */
  setCredentials(sourceId: string, credentials: Credentials, storage: KeptStorage): Promise<void> {
    return this.#inTurn(async () => {
      const sealed = await seal(this.#keyring, credentials, storage);
      const entry = sealed && { ...sealed, names: Object.keys(credentials) };
      await this.#write({ credentials: withEntry(this.#stored.credentials, sourceId, entry) });
      this.#credentials.set(sourceId, { value: credentials, storage });
    });
  }

  clearCredentials(sourceId: string): Promise<void> {
    return this.#inTurn(async () => {
      await this.#write({ credentials: withEntry(this.#stored.credentials, sourceId, null) });
      this.#credentials.delete(sourceId);
    });
  }

  /** Replaces the tunnel's secret. */
  setTunnel(secret: string, storage: KeptStorage): Promise<void> {
    return this.#inTurn(async () => {
      const sealed = await seal(this.#keyring, secret, storage);
      await this.#write({ tunnel: sealed ?? undefined });
      this.#tunnel = { value: secret, storage };
    });
  }

  clearTunnel(): Promise<void> {
    return this.#inTurn(async () => {
      await this.#write({ tunnel: undefined });
      this.#tunnel = null;
    });
  }

  /** Removes all secrets of a source. */
  remove(sourceId: string): Promise<void> {
    return this.#inTurn(async () => {
      const { sources, credentials } = this.#stored;
      await this.#write({
        sources: withEntry(sources, sourceId, null),
        credentials: withEntry(credentials, sourceId, null),
      });
      this.#secrets.delete(sourceId);
      this.#credentials.delete(sourceId);
    });
  }

  async #unsealAll(stored: SecretsFile): Promise<Findings> {
    this.#stored = stored;
    const entries = [
      ...Object.values(stored.sources),
      ...Object.values(stored.credentials),
      ...(stored.tunnel ? [stored.tunnel] : []),
    ];
    const hasPlain = entries.some(({ storage }) => storage === 'plain');
    if (hasPlain && !(await this.#keyring.state()).secure) this.#keyring.allowPlain();
    const found: Findings = { problems: [], unreadable: [], faults: [] };
    const attempt = async (problem: Problem, read: () => Promise<void>): Promise<void> => {
      try {
        await read();
      } catch (error) {
        found.problems.push(problem);
        found.unreadable.push(error instanceof Error ? error : new Error(String(error)));
      }
    };
    for (const [id, entry] of Object.entries(stored.sources))
      await attempt(undecryptable(`the secret of "${id}"`, id), async () => {
        this.#secrets.set(id, await unseal(this.#keyring, entry, secretsSchema));
      });
    for (const [id, entry] of Object.entries(stored.credentials))
      await attempt(undecryptable(`the API credentials of "${id}"`, id), async () => {
        this.#credentials.set(id, await unseal(this.#keyring, entry, credentialsSchema));
      });
    const { tunnel } = stored;
    if (tunnel)
      await attempt(undecryptable('the secret of the tunnel'), async () => {
        this.#tunnel = await unseal(this.#keyring, tunnel, z.string());
      });
    return found;
  }

  async #write(change: Partial<SecretsFile>): Promise<void> {
    this.requireWritable();
    const next: SecretsFile = { ...this.#stored, ...change };
    await writeFileAtomically(this.#file, textOf(next));
    await keepLastGood(this.#file, textOf(next));
    this.#stored = next;
  }
}

const textOf = (stored: SecretsFile): string => `${JSON.stringify(stored, null, 2)}\n`;

/** Copies a record with one entry replaced; null removes it. */
function withEntry<Entry>(
  entries: Record<string, Entry>,
  key: string,
  entry: Entry | null,
): Record<string, Entry> {
  const { [key]: _before, ...others } = entries;
  return entry === null ? others : { ...others, [key]: entry };
}
