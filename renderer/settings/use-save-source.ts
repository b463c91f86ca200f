import { useState } from 'react';
import type { InvokeRequest } from '#shared/ipc.ts';
import { useBridge } from '../bridge/bridge.ts';
import { refuse } from '../ui/toast.ts';

type SaveRequest = InvokeRequest<'sources:save'>;
export type Consent = NonNullable<SaveRequest['withoutKeyring']>;
type Saved = { isSaved: true } | { isSaved: false; field?: string | undefined; message?: string };

interface Question {
  backend: string;
  answer: (consent: Consent | null) => void;
}

/** Saves a source; where there is no keychain it asks first what to do with the secret. */
export function useSaveSource() {
  const bridge = useBridge();
  const [question, setQuestion] = useState<Question | null>(null);
  const [isSaving, setSaving] = useState(false);

  const ask = (backend: string) =>
    new Promise<Consent | null>((resolve) => {
      setQuestion({
        backend,
        answer: (consent) => {
          setQuestion(null);
          resolve(consent);
        },
      });
    });

  async function carryOut(request: SaveRequest): Promise<Saved> {
    const result = await bridge.saveSource(request);
    if (result.ok) return { isSaved: true };
    if ('consentNeeded' in result) {
      const consent = await ask(result.backend);
      return consent ? carryOut({ ...request, withoutKeyring: consent }) : { isSaved: false };
    }
    if (!result.field) refuse('Not saved', result.message);
    return { isSaved: false, field: result.field, message: result.message };
  }

  async function save(request: SaveRequest): Promise<Saved> {
    setSaving(true);
    try {
      return await carryOut(request);
    } catch {
      refuse('Not saved', 'Ringback did not answer. Try again.');
      return { isSaved: false };
    } finally {
      setSaving(false);
    }
  }
  return { save, isSaving, question };
}
