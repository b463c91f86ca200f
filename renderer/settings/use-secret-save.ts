import { useState } from 'react';
import type { SecretSaveResult } from '#shared/contract/outcome.ts';
import { failureWords } from '../ui/failure.ts';
import { showError } from '../ui/toast.ts';

/** The storage of a secret without a keychain. */
export type Consent = 'plain' | 'memory';
type Saved = { isSaved: true } | { isSaved: false; field?: string | undefined; message?: string };

export interface Question {
  /** The system's name of its backend. */
  backend: string;
  answer: (consent: Consent | null) => void;
}

/** Runs a command that stores a secret. Without a keychain it first asks how to store it. */
export function useSecretSave<Request extends object>(
  command: (request: Request & { withoutKeyring?: Consent }) => Promise<SecretSaveResult>,
) {
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

  async function carryOut(request: Request & { withoutKeyring?: Consent }): Promise<Saved> {
    const result = await command(request);
    if (result.ok) return { isSaved: true };
    if ('consentNeeded' in result) {
      const consent = await ask(result.backend);
      return consent ? carryOut({ ...request, withoutKeyring: consent }) : { isSaved: false };
    }
    if (!result.field) showError('Not saved', result.message);
    return { isSaved: false, field: result.field, message: result.message };
  }

  async function save(request: Request): Promise<Saved> {
    setSaving(true);
    try {
      return await carryOut(request);
    } catch (error) {
      showError('Not saved', failureWords(error));
      return { isSaved: false };
    } finally {
      setSaving(false);
    }
  }
  return { save, isSaving, question };
}
