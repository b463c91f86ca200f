/** Keeps the calls table the fold of what deliveries said. Runs inside the worker's transaction. */
import { toE164 } from '#shared/phone.ts';
import { type CallRow, foldedColumns } from '../store/call-rows.ts';
import type { Connection } from '../store/connection.ts';
import type { CallEvent } from './call-event.ts';
import { foldEvents } from './fold.ts';

/** A call before and after an event; `before` is null for a new one. */
export interface CallChange {
  before: CallRow | null;
  after: CallRow;
}

export interface EventOrigin {
  deliveryId: number;
  sourceId: string;
  provider: string;
  /** Milliseconds since the Unix epoch. */
  receivedAt: number;
}

/** @param region ISO 3166-1 alpha-2 country in which numbers without a country code are read. */
export function createCallBook(db: Connection, region: string | undefined) {
  const find = db.prepare<[string, string], CallRow>(
    'SELECT * FROM calls WHERE source_id = ? AND provider_call_id = ?',
  );
  const get = db.prepare<[number], CallRow>('SELECT * FROM calls WHERE id = ?');
  const create = db.prepare(
    `INSERT INTO calls (source_id, provider, provider_call_id, contact_key, sort_at, direction, outcome, first_received_at)
     VALUES (?, ?, ?, '', 0, 'inbound', 'other', ?)`,
  );
  const update = db.prepare(
    `UPDATE calls SET contact_key = $contact_key, sort_at = $sort_at, direction = $direction, from_number = $from_number,
       to_number = $to_number, caller_name = $caller_name, started_at = $started_at, answered_at = $answered_at,
       ended_at = $ended_at, duration_seconds = $duration_seconds, outcome = $outcome, voicemail = $voicemail
     WHERE id = $id`,
  );
  const eventsOf = db.prepare<[number], { event: string }>('SELECT event FROM call_events WHERE call_id = ?');
  const addEvent = db.prepare(
    'INSERT INTO call_events (call_id, delivery_id, position, event) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING',
  );

  /** Null when the event told nothing new. */
  return function record(event: CallEvent, origin: EventOrigin, position: number): CallChange | null {
    const readable: CallEvent = { ...event, from: toE164(event.from, region), to: toE164(event.to, region) };
    const text = JSON.stringify(readable);
    const before = find.get(origin.sourceId, event.providerCallId) ?? null;
    const known = before ? eventsOf.all(before.id).map((row) => row.event) : [];
    if (known.includes(text)) return null;
    const id =
      before?.id ??
      Number(
        create.run(origin.sourceId, origin.provider, event.providerCallId, origin.receivedAt).lastInsertRowid,
      );
    addEvent.run(id, origin.deliveryId, position, text);
    const folded = foldEvents([...known.map((row) => JSON.parse(row) as CallEvent), readable]);
    const columns = foldedColumns(folded, id, before?.first_received_at ?? origin.receivedAt);
    if (before && Object.entries(columns).every(([key, value]) => before[key as keyof CallRow] === value))
      return null;
    update.run({ ...columns, id });
    const after = get.get(id);
    if (!after) throw new Error(`Call ${id} vanished while it was written`);
    return { before, after };
  };
}
