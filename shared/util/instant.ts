/** Instants as numbers and text. Numbers are milliseconds since the Unix epoch. */

export const minuteMs = 60_000;
export const hourMs = 60 * minuteMs;
/** A day of 24 hours; days of the calendar may have 23 or 25. */
export const dayMs = 24 * hourMs;

/** The instant in ISO 8601, UTC: "2026-11-23T15:30:00.000Z". */
export const iso = (ms: number): string => new Date(ms).toISOString();

/** As {@link iso}; null for an unknown time. */
export const isoOrNull = (ms: number | null): string | null => (ms === null ? null : iso(ms));

/** The last midnight before a moment, in the computer's time zone. */
export const startOfDay = (ms: number): number => new Date(ms).setHours(0, 0, 0, 0);
