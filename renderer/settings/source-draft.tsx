import { createContext, type ReactNode, useContext, useMemo, useState } from 'react';
import type { SourceValues } from './source-values.ts';

interface SourceDraft {
  /** Null when there is no draft. */
  draft: SourceValues | null;
  keep: (draft: SourceValues | null) => void;
}
const DraftContext = createContext<SourceDraft | null>(null);

/** The draft of a new phone system. @throws Error outside a SourceDraftProvider. */
export function useSourceDraft(): SourceDraft {
  const draft = useContext(DraftContext);
  if (!draft) throw new Error('useSourceDraft is used outside a SourceDraftProvider');
  return draft;
}

/**
 * Keeps the draft of a new phone system: some need a tunnel first, whose settings are on another page. The draft is only in
 * this window's memory, because it may contain a secret.
 */
export function SourceDraftProvider({ children }: { children: ReactNode }) {
  const [draft, keep] = useState<SourceValues | null>(null);
  const value = useMemo(() => ({ draft, keep }), [draft]);
  return <DraftContext.Provider value={value}>{children}</DraftContext.Provider>;
}
