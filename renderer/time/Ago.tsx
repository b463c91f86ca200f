import { useNow } from './clock.ts';
import { useTimeWords } from './time-words.tsx';

interface AgoProps {
  /** ISO 8601. */
  iso: string;
  /** `ago` is relative to now; `at` gives day and time. */
  as?: 'ago' | 'at';
}

/** A time, updated as it ages, with the full date on hover. */
export function Ago({ iso, as = 'ago' }: AgoProps) {
  const now = useNow();
  const words = useTimeWords();
  return (
    <time dateTime={iso} title={words.fullDate(iso)}>
      {words[as](iso, now)}
    </time>
  );
}
