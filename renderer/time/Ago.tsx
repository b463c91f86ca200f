import { useNow } from './clock.ts';
import { useTimeWords } from './time-words.tsx';

interface AgoProps {
  /** ISO 8601. */
  iso: string;
  /** `ago` counts from now, `at` names the day and the time. */
  as?: 'ago' | 'at';
}

/** A moment whose age grows with the clock; the full date on hover. */
export function Ago({ iso, as = 'ago' }: AgoProps) {
  const now = useNow();
  const words = useTimeWords();
  return (
    <time dateTime={iso} title={words.fullDate(iso)}>
      {words[as](iso, now)}
    </time>
  );
}
