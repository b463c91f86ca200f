/** The checks of the address that some vendors repeat: they stop sending when one fails, and do not say so. */

/** The check need not come to the minute. */
const graceMs = 6 * 3_600_000;

export interface HandshakeInput {
  /** How often the vendor checks. */
  everyMs: number;
  /** Both in milliseconds since the Unix epoch; null where there was none. */
  lastHandshakeAt: number | null;
  lastEventAt: number | null;
  now: number;
}

/** When the check was due that did not come; null where none is overdue, or an event came after it was due. */
export function overdueHandshake({
  everyMs,
  lastHandshakeAt,
  lastEventAt,
  now,
}: HandshakeInput): number | null {
  // An address that was entered before the first start has been checked without us.
  if (lastHandshakeAt === null) return null;
  const dueAt = lastHandshakeAt + everyMs;
  if (now < dueAt + graceMs) return null;
  return lastEventAt !== null && lastEventAt > dueAt + graceMs ? null : dueAt;
}
