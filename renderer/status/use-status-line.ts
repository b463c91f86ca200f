import { type StatusLine, statusLine } from '#shared/status/status-line.ts';
import { useSettings, useStatus } from '../data/queries.ts';
import { useNow } from '../time/clock.ts';

/** What the line says now. A failed question leaves the last answer in the cache, which may not be true any more. */
export function useStatusLine(): StatusLine {
  const { data, isError } = useStatus();
  const view = useSettings().data;
  return statusLine(
    isError ? undefined : data,
    view?.settings.sources,
    useNow(),
    view?.locale ?? navigator.language,
  );
}
