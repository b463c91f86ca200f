/**
 * Zoom checks the address again every 72 hours and stops sending when that fails
 * (developers.zoom.us/changelog/platform/webhook-url-validation). It says so to nobody but the app's owner.
 */

const everyMs = 72 * 3_600_000;
/** The check need not come to the minute. */
const graceMs = 6 * 3_600_000;

export interface HandshakeInput {
  /** All in milliseconds since the Unix epoch; null where there was none. */
  lastHandshakeAt: number | null;
  lastEventAt: number | null;
  now: number;
}

/** When the check was due that did not come; null where none is overdue, or an event came after it was due. */
export function overdueHandshake({ lastHandshakeAt, lastEventAt, now }: HandshakeInput): number | null {
  // An address that was entered before the first start has been checked without us.
  if (lastHandshakeAt === null) return null;
  const dueAt = lastHandshakeAt + everyMs;
  if (now < dueAt + graceMs) return null;
  return lastEventAt !== null && lastEventAt > dueAt + graceMs ? null : dueAt;
}
