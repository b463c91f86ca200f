/** As the window has it: English, with clock and dates by the reader's own English, else day-month and 24 hours. */
function locale(): string {
  const own = Intl.DateTimeFormat().resolvedOptions().locale;
  return own.startsWith('en') ? own : 'en-GB';
}

/** "09:12" or "9:12 AM". */
export const clock = (at: Date): string =>
  at.toLocaleTimeString(locale(), { hour: 'numeric', minute: '2-digit' });

/** "22 Nov 09:12" or "Nov 22 9:12 AM". */
export const dayAndClock = (at: Date): string =>
  `${at.toLocaleDateString(locale(), { day: 'numeric', month: 'short' })} ${clock(at)}`;

/** The clock, with the date before it where it was not today. @param instant ISO 8601 */
export function clockTime(instant: string, now: Date): string {
  const at = new Date(instant);
  return at.toDateString() === now.toDateString() ? clock(at) : dayAndClock(at);
}
