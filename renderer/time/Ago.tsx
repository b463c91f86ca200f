import { useNow } from './clock.ts';
import { ago, at, fullDate } from './words.ts';

interface AgoProps {
  /** ISO 8601. */
  iso: string;
  /** `ago` counts from now, `at` names the day and the time. */
  as?: 'ago' | 'at';
}

/** A moment that ages by itself; the full date on hover. */
export function Ago({ iso, as = 'ago' }: AgoProps) {
  const now = useNow();
  return (
    <time dateTime={iso} title={fullDate(iso)}>
      {as === 'ago' ? ago(iso, now) : at(iso, now)}
    </time>
  );
}
