import { basename } from 'node:path';
import type { Problem } from '#shared/problem.ts';
import type { SecretState } from '#shared/settings.ts';
import { secretsSchema } from '#shared/sources.ts';
import { writeFileAtomically } from '../files/atomic-write.ts';
import { keepBadCopy } from '../files/bad-copy.ts';
import { readTextIfPresent } from '../files/read-text.ts';
import { createSerial } from '../files/serial.ts';
import { emptySecretsFile, type SecretsFile, type StoredSecrets, secretsFileSchema } from './file.ts';
import { type Keyring, KeyringError, type KeyringState } from './keyring.ts';

export type Storage = SecretState['storage'];
interface Held {
  secrets: string[];
  storage: Exclude<Storage, 'none'>;
}

/** The sources' secrets: in clear in this process only, encrypted by the system in secrets.json. */
export class SecretStore {
  readonly #file: string;
  readonly #keyring: Keyring;
  readonly #inTurn = createSerial();
  readonly #held = new Map<string, Held>();
  #stored: SecretsFile = emptySecretsFile;

  private constructor(file: string, keyring: Keyring) {
    this.#file = file;
    this.#keyring = keyring;
  }

  /** Reads and decrypts. What cannot be read stays in the file and is told as a problem. */
  static async open(
    file: string,
    keyring: Keyring,
  ): Promise<{ store: SecretStore; problems: Problem[]; unreadable: Error[] }> {
    const store = new SecretStore(file, keyring);
    const text = await readTextIfPresent(file);
    if (text === null) return { store, problems: [], unreadable: [] };
    const parsed = secretsFileSchema.safeParse(parseJson(text));
    if (!parsed.success)
      return { store, problems: [corrupt(file, await keepBadCopy(file))], unreadable: [parsed.error] };
    store.#stored = parsed.data;
    const hasPlain = Object.values(parsed.data.sources).some(({ storage }) => storage === 'plain');
    if (hasPlain && !(await keyring.state()).secure) keyring.allowPlain();
    const problems: Problem[] = [];
    const unreadable: Error[] = [];
    for (const [sourceId, entry] of Object.entries(parsed.data.sources)) {
      try {
        store.#held.set(sourceId, { secrets: await store.#decrypt(entry), storage: entry.storage });
      } catch (error) {
        problems.push(undecryptable(sourceId));
        unreadable.push(error instanceof Error ? error : new Error(String(error)));
      }
    }
    return { store, problems, unreadable };
  }

  /** For the engine's configuration only. */
  get(sourceId: string): string[] {
    return this.#held.get(sourceId)?.secrets ?? [];
  }

  state(sourceId: string): SecretState {
    const held = this.#held.get(sourceId);
    return { sourceId, count: held?.secrets.length ?? 0, storage: held?.storage ?? 'none' };
  }

  keyring(): Promise<KeyringState> {
    return this.#keyring.state();
  }

  /**
   * Replaces a source's secrets.
   * @throws KeyringError when `storage` is not `memory` and the system cannot store them.
   */
  set(sourceId: string, secrets: string[], storage: Held['storage']): Promise<void> {
    return this.#inTurn(async () => {
      const { [sourceId]: _before, ...others } = this.#stored.sources;
      const entry = storage === 'memory' ? null : await this.#encrypt(secrets, storage);
      await this.#write(entry ? { ...others, [sourceId]: entry } : others);
      this.#held.set(sourceId, { secrets, storage });
    });
  }

  remove(sourceId: string): Promise<void> {
    return this.#inTurn(async () => {
      const { [sourceId]: _removed, ...others } = this.#stored.sources;
      await this.#write(others);
      this.#held.delete(sourceId);
    });
  }

  async #encrypt(secrets: string[], storage: 'keychain' | 'plain'): Promise<StoredSecrets> {
    if (storage === 'plain') {
      if (!this.#keyring.plainPossible)
        throw new KeyringError('This system stores nothing without its keychain.');
      this.#keyring.allowPlain();
    }
    const encrypted = await this.#keyring.encrypt(JSON.stringify(secrets));
    const { backend } = await this.#keyring.state();
    return { storage, backend, count: secrets.length, value: encrypted.toString('base64') };
  }

  async #decrypt(entry: StoredSecrets): Promise<string[]> {
    return secretsSchema.parse(JSON.parse(await this.#keyring.decrypt(Buffer.from(entry.value, 'base64'))));
  }

  async #write(sources: SecretsFile['sources']): Promise<void> {
    const next: SecretsFile = { version: 1, sources };
    await writeFileAtomically(this.#file, `${JSON.stringify(next, null, 2)}\n`);
    this.#stored = next;
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const corrupt = (file: string, copy: string): Problem => ({
  code: 'secret-missing',
  severity: 'warning',
  message: `${basename(file)} could not be understood, so the phone systems' secrets are not known.`,
  fix: `Enter the secrets again in Settings. The file as it was is ${copy}.`,
  since: new Date().toISOString(),
});

const undecryptable = (sourceId: string): Problem => ({
  code: 'secret-missing',
  severity: 'warning',
  message: `The system's keychain did not give back the secret of "${sourceId}".`,
  fix: 'Unlock the keychain and start Ringback again, or enter the secret again in Settings.',
  since: new Date().toISOString(),
  sourceId,
});
