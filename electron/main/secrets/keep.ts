import type { SecretSaveResult } from '#shared/contract/outcome.ts';
import { KeyringError } from './keyring.ts';
import type { SecretStore } from './store.ts';
import type { KeptStorage } from './vault.ts';

/**
 * Stores something secret where it may be stored: in the keychain, else as the rep said.
 * @param withoutKeyring what the rep said; absent asks first
 * @param field names the form's field in a refusal
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
