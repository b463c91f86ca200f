/** The formatting of times in the window; see shared/format/time.ts. */
import { createContext, type ReactNode, useContext } from 'react';
import { type TimeWords, timeWords } from '#shared/format/time.ts';
import { useSettings } from '../data/queries.ts';

const TimeWordsContext = createContext<TimeWords | null>(null);

/** Provides times in the system's locale, or in the browser's until main has answered. */
export function TimeWordsProvider({ children }: { children: ReactNode }) {
  const locale = useSettings().data?.locale ?? navigator.language;
  return <TimeWordsContext value={timeWords(locale)}>{children}</TimeWordsContext>;
}

/** The formatting of times for this reader. @throws Error outside a TimeWordsProvider. */
export function useTimeWords(): TimeWords {
  const words = useContext(TimeWordsContext);
  if (!words) throw new Error('useTimeWords is used outside a TimeWordsProvider');
  return words;
}
