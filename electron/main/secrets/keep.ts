import type { SecretSaveResult } from '#shared/contract/outcome.ts';
import { KeyringError } from './keyring.ts';
import type { SecretStore } from './store.ts';
import type { KeptStorage } from './vault.ts';

/**
 * Stores a secret: in the keyring, or else where the rep consented.
 * @param withoutKeyring the rep's choice without a keyring; absent refuses, to ask first
 * @param field the form's field, for a refusal
 */
export async function keepSecret(
  secrets: SecretStore,
  withoutKeyring: 'plain' | 'memory' | undefined,
  field: string,
  store: (storage: KeptStorage) => Promise<void>,
): Promise<SecretSaveResult> {
  const { secure, backend } = await secrets.keyring();
  const storage = secure ? 'keychain' : withoutKeyring;
  if (!storage) return { ok: false, consentNeeded: true, backend };
  try {
    await store(storage);
    return { ok: true };
  } catch (error) {
    if (error instanceof KeyringError) return { ok: false, code: 'keyring', message: error.message, field };
    throw error;
  }
}
