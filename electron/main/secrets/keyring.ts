import { safeStorage } from 'electron';

export interface KeyringState {
  /** safeStorage's name of the backend. */
  backend: string;
  /** True when the system protects encrypted values. */
  secure: boolean;
}

/**
 * A failure of the system's keyring. `encrypt`, `decrypt`: it refused. `mismatch`: it returned another value than it
 * encrypted. `plain`: this system does not store without a keyring.
 */
export class KeyringError extends Error {
  override readonly name = 'KeyringError';
  readonly code: 'encrypt' | 'decrypt' | 'mismatch' | 'plain';
  constructor(code: KeyringError['code'], message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** The system's keyring. */
export interface Keyring {
  state(): Promise<KeyringState>;
  /** Encrypts and verifies a value. @throws KeyringError */
  encrypt(text: string): Promise<Buffer>;
  /** Decrypts a value. @throws KeyringError */
  decrypt(encrypted: Buffer): Promise<string>;
  /** Encrypts without a keyring, after consent: every program of this user can derive the key. Linux only. */
  allowPlain(): void;
  readonly plainPossible: boolean;
}

/** safeStorage's backends on Linux without a keyring. Their key is a constant. */
const withoutKeyring = new Set(['basic_text', 'unknown']);

/** True when safeStorage has the asynchronous API (since Electron 42, which deprecates the synchronous one). */
const isAsync = (): boolean => 'encryptStringAsync' in safeStorage;

function backendName(): string {
  if (process.platform === 'linux') return safeStorage.getSelectedStorageBackend();
  return process.platform === 'darwin' ? 'keychain' : 'dpapi';
}

/** Creates the access to the keyring. Call it after the app is ready. */
export function createKeyring(): Keyring {
  let plain = false;
  const encryptOnce = async (text: string): Promise<Buffer> =>
    isAsync() && !plain ? await safeStorage.encryptStringAsync(text) : safeStorage.encryptString(text);
  const decryptOnce = async (encrypted: Buffer): Promise<string> =>
    isAsync() && !plain
      ? (await safeStorage.decryptStringAsync(encrypted)).result
      : safeStorage.decryptString(encrypted);
  return {
    plainPossible: process.platform === 'linux',
    async state() {
      const backend = backendName();
      // The asynchronous API being available proves no keyring on Linux: the backend's name decides.
      if (plain || withoutKeyring.has(backend)) return { backend, secure: false };
      const available = isAsync()
        ? await safeStorage.isAsyncEncryptionAvailable()
        : safeStorage.isEncryptionAvailable();
      return { backend, secure: available };
    },
    async encrypt(text) {
      try {
        const encrypted = await encryptOnce(text);
        if ((await decryptOnce(encrypted)) === text) return encrypted;
      } catch (error) {
        throw new KeyringError('encrypt', 'The system could not encrypt the secret.', { cause: error });
      }
      throw new KeyringError('mismatch', 'The system did not give back what it encrypted.');
    },
    async decrypt(encrypted) {
      try {
        return await decryptOnce(encrypted);
      } catch (error) {
        throw new KeyringError('decrypt', 'The system could not decrypt the secret.', { cause: error });
      }
    },
    allowPlain() {
      safeStorage.setUsePlainTextEncryption(true);
      plain = true;
    },
  };
}
