import type { WindowRequest } from '#shared/contract/ipc.ts';
import { useBridge } from '../data/bridge.ts';
import { failureWords } from '../ui/failure.ts';
import { showConfirmation, showError } from '../ui/toast.ts';

/** Saves changed settings. Resolves with the message for the field when refused; null when saved. */
export function useUpdateSettings() {
  const bridge = useBridge();
  return async (patch: WindowRequest<'settings.update'>): Promise<string | null> => {
    try {
      const outcome = await bridge.settings.update(patch);
      if (!outcome.ok) return outcome.message;
      showConfirmation('Saved');
      return null;
    } catch (error) {
      const message = failureWords(error);
      showError('Not saved', message);
      return message;
    }
  };
}
