/** The words for times in the window: as everywhere, see shared/format/time.ts. */
import { createContext, type ReactNode, useContext } from 'react';
import { type TimeWords, timeWords } from '#shared/format/time.ts';
import { useSettings } from '../data/queries.ts';

const TimeWordsContext = createContext<TimeWords | null>(null);

/** Writes times as the system has them; until main has told, as the browser has them. */
export function TimeWordsProvider({ children }: { children: ReactNode }) {
  const locale = useSettings().data?.locale ?? navigator.language;
  return <TimeWordsContext value={timeWords(locale)}>{children}</TimeWordsContext>;
}

/** How times are said to this reader. @throws Error outside a TimeWordsProvider. */
export function useTimeWords(): TimeWords {
  const words = useContext(TimeWordsContext);
  if (!words) throw new Error('useTimeWords is used outside a TimeWordsProvider');
  return words;
}
