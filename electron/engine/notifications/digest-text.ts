/** The words of a notification that stands for several calls. */

import type { Call } from '#shared/contract/calls.ts';
import { whoCalled } from './notification-text.ts';

/** Notification servers show about this many lines. */
const shownCalls = 5;

/**
 * Title "5 missed calls and 2 voicemails while you were away", body a line for each call, newest first, with its own time.
 * @param now milliseconds since the Unix epoch.
 */
export function digestText(
  calls: readonly Call[],
  now: number,
  region: string | undefined,
): { title: string; body: string } {
  const voicemails = calls.filter((call) => call.outcome === 'voicemail').length;
  const counts = [counted(calls.length - voicemails, 'missed call'), counted(voicemails, 'voicemail')];
  const lines = calls.slice(0, shownCalls).map((call) => `${whoCalled(call, region)} - ${when(call, now)}`);
  const rest = calls.length - lines.length;
  return {
    title: `${counts.filter((text) => text !== null).join(' and ')} while you were away`,
    body: [...lines, ...(rest > 0 ? [`and ${rest} more`] : [])].join('\n'),
  };
}

const counted = (count: number, what: string): string | null =>
  count === 0 ? null : `${count} ${what}${count === 1 ? '' : 's'}`;

/** The time of day, with the day where it is not today. */
function when(call: Call, now: number): string {
  const at = new Date(call.startedAt ?? call.endedAt ?? now);
  const isToday = at.toDateString() === new Date(now).toDateString();
  return new Intl.DateTimeFormat(undefined, {
    hour: '2-digit',
    minute: '2-digit',
    ...(!isToday && { weekday: 'short', day: 'numeric', month: 'short' }),
  }).format(at);
}
