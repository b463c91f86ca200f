/**
 * Silence where there usually are calls: a vendor that has stopped sending says nothing. An hour of the week counts as busy
 * only when it brought events in at least three of the four weeks before; quiet nights and weekends prove nothing. How
 * unlikely the silence is by chance is the product over the busy hours, each with Laplace's rule of succession.
 */
import { hourMs } from '#shared/util/instant.ts';

const hoursOfWeek = 168;
const weeksSeen = 4;
const weeksNeeded = 3;
const busyShare = 0.75;
/** One chance in a million: a whole working day at least. */
const evidenceNeeded = Math.log(1_000_000);
/** A longer look back would compare holidays with holidays. */
const maxLookBackHours = hoursOfWeek;

export interface SilenceInput {
  /** Hours since the Unix epoch in which calls happened, of the last weeks. */
  hours: ReadonlySet<number>;
  /** Milliseconds since the Unix epoch; null before the first event. */
  lastEventAt: number | null;
  /** Since when the engine has been listening without a break. */
  watchingSince: number;
  now: number;
}

/** Busy hours without an event, and since when; null where the silence says nothing. */
export function unusualSilence({
  hours,
  lastEventAt,
  watchingSince,
  now,
}: SilenceInput): { since: number; busyHours: number } | null {
  if (lastEventAt === null || hours.size === 0) return null;
  const since = Math.max(lastEventAt, watchingSince);
  const end = Math.floor(now / hourMs);
  const start = Math.max(Math.ceil(since / hourMs), end - maxLookBackHours);
  let firstKnown = Number.POSITIVE_INFINITY;
  for (const hour of hours) firstKnown = Math.min(firstKnown, hour);
  let evidence = 0;
  let busyHours = 0;
  for (let hour = start; hour < end; hour += 1) {
    const weeks = Math.min(weeksSeen, Math.floor((hour - firstKnown) / hoursOfWeek));
    if (weeks < weeksNeeded) continue;
    let seen = 0;
    for (let week = 1; week <= weeks; week += 1) if (hours.has(hour - week * hoursOfWeek)) seen += 1;
    if (seen / weeks < busyShare) continue;
    busyHours += 1;
    evidence += Math.log((weeks + 2) / (weeks - seen + 1));
  }
  return evidence >= evidenceNeeded ? { since: lastEventAt, busyHours } : null;
}
