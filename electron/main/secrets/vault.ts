/** Encrypts values for a file and gives them back, with the system's keyring or, where that was consented to, without. */
import type { z } from 'zod';
import type { SecretState } from '#shared/config/settings.ts';
import type { Encrypted } from './file.ts';
import { type Keyring, KeyringError } from './keyring.ts';

/** Where a secret that is held is kept. */
export type KeptStorage = Exclude<SecretState['storage'], 'none'>;

export interface Held<Value> {
  value: Value;
  storage: KeptStorage;
}

/**
 * What is to be written for a value; null for what is kept in memory only.
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

/** @throws KeyringError, or zod's error when what was encrypted is not what was expected */
export async function unseal<Value>(
  keyring: Keyring,
  { value, storage }: Encrypted,
  schema: z.ZodType<Value>,
): Promise<Held<Value>> {
  const text = await keyring.decrypt(Buffer.from(value, 'base64'));
  return { value: schema.parse(JSON.parse(text)), storage };
}
