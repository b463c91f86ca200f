import type { WindowRequest } from '#shared/contract/ipc.ts';
import { useBridge } from '../data/bridge.ts';
import { useSecretSave } from './use-secret-save.ts';

/** Saves a source. Without a keychain it first asks how to store the secret. */
export function useSaveSource() {
  const bridge = useBridge();
  return useSecretSave((request: WindowRequest<'sources.save'>) => bridge.sources.save(request));
}
