import { createContext, type ReactNode, useContext, useMemo, useState } from 'react';
import type { SourceValues } from './source-values.ts';

interface SourceDraft {
  /** null where nothing was begun. */
  draft: SourceValues | null;
  keep: (draft: SourceValues | null) => void;
}
const DraftContext = createContext<SourceDraft | null>(null);

/** The phone system that is being added. @throws Error outside a SourceDraftProvider. */
export function useSourceDraft(): SourceDraft {
  const draft = useContext(DraftContext);
  if (!draft) throw new Error('useSourceDraft is used outside a SourceDraftProvider');
  return draft;
}

/**
 * Keeps what was typed of a phone system that is not added yet, as some need a tunnel first, whose settings are on another
 * page. It stays in this window's memory and is stored nowhere, as a secret may be part of it.
 */
export function SourceDraftProvider({ children }: { children: ReactNode }) {
  const [draft, keep] = useState<SourceValues | null>(null);
  const value = useMemo(() => ({ draft, keep }), [draft]);
  return <DraftContext.Provider value={value}>{children}</DraftContext.Provider>;
}
