/** Repeated handshakes: some vendors check the address regularly, and stop sending silently when a check fails. */

/** Tolerance: checks are not punctual. */
const graceMs = 6 * 3_600_000;

export interface HandshakeInput {
  /** The vendor's interval, in milliseconds. */
  everyMs: number;
  /** Both in milliseconds since the Unix epoch; null when there was none. */
  lastHandshakeAt: number | null;
  lastEventAt: number | null;
  now: number;
}

/** The due time of an overdue check; null when none is overdue, or when an event arrived after it was due. */
export function overdueHandshake({
  everyMs,
  lastHandshakeAt,
  lastEventAt,
  now,
}: HandshakeInput): number | null {
  // Without a known handshake there is no due time: the vendor may have checked the address before the first start.
  if (lastHandshakeAt === null) return null;
  const dueAt = lastHandshakeAt + everyMs;
  if (now < dueAt + graceMs) return null;
  return lastEventAt !== null && lastEventAt > dueAt + graceMs ? null : dueAt;
}
