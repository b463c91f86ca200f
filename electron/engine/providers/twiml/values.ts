/** Values that webhooks and the call log spell the same way. */
import type { CallEvent } from '../../events/call-event.ts';

export function directionOf(direction: string | null): CallEvent['direction'] {
  if (direction === 'inbound') return 'inbound';
  return direction?.startsWith('outbound') ? 'outbound' : null;
}

/** RFC 2822, as milliseconds since the Unix epoch. */
export function time(text: string | null): number | null {
  const at = text === null ? Number.NaN : Date.parse(text);
  return Number.isNaN(at) ? null : at;
}
