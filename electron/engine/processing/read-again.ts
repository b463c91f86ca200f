/**
 * Reads the numbers of stored calls again when the rules for reading them have changed: one person's calls, which older rules
 * kept apart, then belong together, and two strangers' calls no longer do.
 */
import type { LiveSettings } from '#shared/config/live-settings.ts';
import { withheldContact } from '#shared/contract/contact.ts';
import { toE164 } from '#shared/format/e164.ts';
import { type CallRow, foldedContact } from '../calls/call-rows.ts';
import { foldEvents } from '../calls/fold.ts';
import type { Connection } from '../database/connection.ts';
import type { CallEvent } from '../events/call-event.ts';
import type { FollowUps } from '../follow-ups/reconcile.ts';

/** Raised when `toE164` or `comparisonKey` say something else of the same text. */
const rulesVersion = 1;

type Numbers = Pick<CallRow, 'id' | 'contact_key' | 'from_number' | 'to_number' | 'direction'>;
interface EventRow {
  delivery_id: number;
  position: number;
  event: string;
}

export interface ReadAgainOptions {
  db: Connection;
  followUps: Pick<FollowUps, 'foldContact'>;
  settings(): Pick<LiveSettings, 'region' | 'outsideLine'>;
}

export function createReadAgain({ db, followUps, settings }: ReadAgainOptions) {
  const known = db.prepare<[], string>('SELECT number_rules FROM progress').pluck();
  const remember = db.prepare('UPDATE progress SET number_rules = ?');
  const all = db.prepare<[number], Numbers>(
    'SELECT id, contact_key, from_number, to_number, direction FROM calls WHERE id > ? ORDER BY id LIMIT 1000',
  );
  const byId = db.prepare<[number], CallRow>('SELECT * FROM calls WHERE id = +?');
  const eventsOf = db.prepare<[number], EventRow>(
    'SELECT delivery_id, position, event FROM call_events WHERE call_id = +?',
  );
  const writeEvent = db.prepare(
    'UPDATE call_events SET event = ? WHERE call_id = +? AND delivery_id = +? AND position = +?',
  );
  const write = db.prepare(
    `UPDATE calls SET contact_key = $contact_key, from_number = $from_number, to_number = $to_number, follow_up_id = NULL
     WHERE id = +$id`,
  );
  const removeThread = db.prepare(
    'DELETE FROM follow_ups WHERE id = +$id AND NOT EXISTS (SELECT 1 FROM calls WHERE follow_up_id = +$id)',
  );

  const again = (number: string | null): string | null => {
    const { region, outsideLine } = settings();
    return toE164(number, region, outsideLine);
  };
  const keyOf = ({ id, direction, from_number, to_number }: Numbers): string =>
    foldedContact({ direction, from: again(from_number), to: again(to_number) }) ?? withheldContact(id);
  const isStale = (row: Numbers): boolean =>
    keyOf(row) !== row.contact_key ||
    again(row.from_number) !== row.from_number ||
    again(row.to_number) !== row.to_number;

  const readCall = (id: number, contacts: Set<string>, threads: Set<number>): void => {
    const call = byId.get(id);
    if (!call) return;
    const events = eventsOf.all(id).map((row) => {
      const told = JSON.parse(row.event) as CallEvent;
      const event: CallEvent = { ...told, from: again(told.from), to: again(told.to) };
      writeEvent.run(JSON.stringify(event), id, row.delivery_id, row.position);
      return event;
    });
    // Numbers only: what else the call is, later versions of the fold may see otherwise.
    const folded =
      events.length > 0
        ? foldEvents(events)
        : { direction: call.direction, from: again(call.from_number), to: again(call.to_number) };
    const contact_key = foldedContact({ ...folded, direction: call.direction }) ?? withheldContact(id);
    write.run({ id, contact_key, from_number: folded.from, to_number: folded.to });
    contacts.add(call.contact_key).add(contact_key);
    if (call.follow_up_id !== null) threads.add(call.follow_up_id);
  };

  return db.transaction((): void => {
    const rules = `${rulesVersion} ${settings().outsideLine}`;
    if (known.get() === rules) return;
    const contacts = new Set<string>();
    const threads = new Set<number>();
    for (let rows = all.all(0); rows.length > 0; rows = all.all(rows.at(-1)?.id ?? Number.MAX_SAFE_INTEGER))
      for (const row of rows) if (isStale(row)) readCall(row.id, contacts, threads);
    for (const contact of contacts) followUps.foldContact(contact);
    for (const id of threads) removeThread.run({ id });
    remember.run(rules);
  }).immediate;
}
