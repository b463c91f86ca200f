import { type StatusLine, statusLine } from '#shared/status/status-line.ts';
import { useSettings, useStatus } from '../data/queries.ts';
import { useNow } from '../time/clock.ts';

/** The current status line. After a failed query the cached status may be out of date, so it is not used. */
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
