import { safeStorage } from 'electron';

export interface KeyringState {
  /** safeStorage's own name for the backend. */
  backend: string;
  /** Whether the system itself protects what is encrypted. */
  secure: boolean;
}

/**
 * The system's keyring failed: encrypt or decrypt - it refused; mismatch - it gave back something else than what it
 * encrypted; plain - nothing is stored without it here.
 */
export class KeyringError extends Error {
  override readonly name = 'KeyringError';
  readonly code: 'encrypt' | 'decrypt' | 'mismatch' | 'plain';
  constructor(code: KeyringError['code'], message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** Encrypts with the system's keyring. */
export interface Keyring {
  state(): Promise<KeyringState>;
  /** @throws KeyringError when what comes back is not what went in. */
  encrypt(text: string): Promise<Buffer>;
  /** @throws KeyringError */
  decrypt(encrypted: Buffer): Promise<string>;
  /** Consented storage without a keyring: encrypts with a key that every program of this user can derive. Linux only. */
  allowPlain(): void;
  readonly plainPossible: boolean;
}

/** Backends of safeStorage on Linux that are no keyring: the key is a constant. */
const withoutKeyring = new Set(['basic_text', 'unknown']);

/** The asynchronous API came with Electron 42; the synchronous one is deprecated since. */
const isAsync = (): boolean => 'encryptStringAsync' in safeStorage;

function backendName(): string {
  if (process.platform === 'linux') return safeStorage.getSelectedStorageBackend();
  return process.platform === 'darwin' ? 'keychain' : 'dpapi';
}

/** Only after the app is ready. */
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
