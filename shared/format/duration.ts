/** Lengths of time as a person says them. */

const twoDigits = (value: number): string => String(value).padStart(2, '0');

/** A recording's length, "0:42", "1:02:05". @param seconds whole seconds */
export function trackLength(seconds: number): string {
  const minutes = Math.floor(seconds / 60);
  const rest = twoDigits(Math.floor(seconds % 60));
  if (minutes < 60) return `${minutes}:${rest}`;
  return `${Math.floor(minutes / 60)}:${twoDigits(minutes % 60)}:${rest}`;
}

const hoursADay = 24;

/** A length of time, "42 s", "12 min", "1 h 5 min", "3 days". @param seconds whole seconds */
export function durationWords(seconds: number): string {
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.round(minutes / 60);
  if (hours >= 2 * hoursADay) return `${Math.round(hours / hoursADay)} days`;
  return minutes % 60 === 0 ? `${minutes / 60} h` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
