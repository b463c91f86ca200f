/** The encryption of values for a file: with the system's keyring, or without it after consent. */
import type { z } from 'zod';
import type { SecretState } from '#shared/config/settings.ts';
import type { Encrypted } from './file.ts';
import { type Keyring, KeyringError } from './keyring.ts';

/** The storage of a known secret. */
export type KeptStorage = Exclude<SecretState['storage'], 'none'>;

export interface Held<Value> {
  value: Value;
  storage: KeptStorage;
}

/**
 * Encrypts a value for the file; null when it is kept only in memory.
 * @throws KeyringError when the system cannot store it
 */
export async function seal(
  keyring: Keyring,
  value: unknown,
  storage: KeptStorage,
): Promise<Encrypted | null> {
  if (storage === 'memory') return null;
  if (storage === 'plain') {
    if (!keyring.plainPossible)
      throw new KeyringError('plain', 'This system stores nothing without its keychain.');
    keyring.allowPlain();
  }
  const encrypted = await keyring.encrypt(JSON.stringify(value));
  const { backend } = await keyring.state();
  return { storage, backend, value: encrypted.toString('base64') };
}

/** Decrypts a value. @throws KeyringError, or ZodError when the value does not match the schema. */
export async function unseal<Value>(
  keyring: Keyring,
  { value, storage }: Encrypted,
  schema: z.ZodType<Value>,
): Promise<Held<Value>> {
  const text = await keyring.decrypt(Buffer.from(value, 'base64'));
  return { value: schema.parse(JSON.parse(text)), storage };
}
