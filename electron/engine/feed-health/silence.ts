/**
 * The detection of unusual silence: a vendor that has stopped sending says nothing. An hour of the week counts as busy when
 * it had calls in at least three of the four weeks before. Quiet nights and weekends do not count. The probability of
 * silence by chance is the product over the busy hours, each by Laplace's rule of succession.
 */
import { hourMs } from '#shared/util/instant.ts';

const hoursOfWeek = 168;
const weeksSeen = 4;
const weeksNeeded = 3;
const busyShare = 0.75;
/** One chance in a million; this takes at least a whole working day. */
const evidenceNeeded = Math.log(1_000_000);
/** A longer period would compare holidays with holidays. */
const maxLookBackHours = hoursOfWeek;

export interface SilenceInput {
  /** The hours with calls in the last weeks, as hours since the Unix epoch. */
  hours: ReadonlySet<number>;
  /** Milliseconds since the Unix epoch; null before the first event. */
  lastEventAt: number | null;
  /** Start of the uninterrupted listening, in milliseconds since the Unix epoch. */
  watchingSince: number;
  now: number;
}

/** The start of the silence and its number of busy hours; null when it is not unusual. */
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
