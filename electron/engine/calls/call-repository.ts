/** The calls table, kept equal to the fold of each call's events. Runs inside the worker's transaction. */
import type { LiveSettings } from '#shared/config/live-settings.ts';
import { withheldContact } from '#shared/contract/contact.ts';
import type { Origin } from '#shared/contract/origin.ts';
import { toE164 } from '#shared/format/e164.ts';
import { isWithheld } from '#shared/format/withheld.ts';
import type { Connection } from '../database/connection.ts';
import type { CallEvent } from '../events/call-event.ts';
import { DeliveryError } from '../events/delivery.ts';
import { sanitizeEvent } from '../events/sanitize-event.ts';
import { type CallRow, foldedColumns } from './call-rows.ts';
import { foldEvents } from './fold.ts';
import { createVoicemailMatcher, type Message } from './voicemail-match.ts';

/** A call before and after an event; `before` is null for a new one. */
export interface CallChange {
  before: CallRow | null;
  after: CallRow;
}

/** Events of one call. Each one is folded with all others of its call, so their number is limited. */
const maxEvents = 500;
/** Length of one call's events as JSON, in UTF-16 code units. */
const maxEventsLength = 1024 * 1024;

export interface EventOrigin {
  deliveryId: number;
  sourceId: string;
  provider: string;
  /** Milliseconds since the Unix epoch. */
  receivedAt: number;
  origin: Origin;
}

/**
 * Creates the function that stores an event and updates its call.
 * @param settings how numbers are read and what counts as a talk; looked up for each event.
 */
export function createCallRepository(
  db: Connection,
  settings: () => Pick<LiveSettings, 'region' | 'outsideLine' | 'talkSeconds'>,
) {
  // `+?`: see database/statistics.ts.
  const find = db.prepare<[string, string], CallRow>(
    'SELECT * FROM calls WHERE source_id = +? AND provider_call_id = +?',
  );
  const create = db.prepare(
    `INSERT INTO calls (source_id, provider, provider_call_id, first_received_at, contact_key, sort_at, direction, from_number, to_number,
       caller_name, started_at, answered_at, ended_at, duration_seconds, outcome, reached, voicemail, found_later, is_test)
     VALUES ($source_id, $provider, $provider_call_id, $first_received_at, $contact_key, $sort_at, $direction, $from_number, $to_number,
       $caller_name, $started_at, $answered_at, $ended_at, $duration_seconds, $outcome, $reached, $voicemail, $found_later, $is_test)`,
  );
  const setContact = db.prepare('UPDATE calls SET contact_key = ? WHERE id = +?');
  const update = db.prepare(
    `UPDATE calls SET contact_key = $contact_key, sort_at = $sort_at, direction = $direction, from_number = $from_number,
       to_number = $to_number, caller_name = $caller_name, started_at = $started_at, answered_at = $answered_at,
       ended_at = $ended_at, duration_seconds = $duration_seconds, outcome = $outcome, reached = $reached, voicemail = $voicemail,
       found_later = $found_later
     WHERE id = +$id`,
  );
  const eventsOf = db.prepare<[number], { event: string }>(
    'SELECT event FROM call_events WHERE call_id = +?',
  );
  const addEvent = db.prepare(
    'INSERT INTO call_events (call_id, delivery_id, position, event) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING',
  );

  const voicemails = createVoicemailMatcher(db);

  /** The call that an event is about; null when it is not known yet. `adopted`: until now only its message was known. */
  const callOf = (event: CallEvent, origin: EventOrigin): { call: CallRow | null; adopted: boolean } => {
    if (event.isMessageId) {
      const call =
        find.get(origin.sourceId, event.providerCallId) ?? voicemails.callOf(messageOf(event, origin));
      return { call, adopted: false };
    }
    const call = find.get(origin.sourceId, event.providerCallId);
    if (call) return { call, adopted: false };
    if (event.direction === 'outbound' || event.kind === 'answered') return { call: null, adopted: false };
    const { endedAt, providerCallId, from, messageId } = event;
    // A call that only rings has no message yet, so its start is the event's time.
    const startedAt =
      event.startedAt ?? (event.kind === 'started' || event.kind === 'ringing' ? event.occurredAt : null);
    const at = startedAt ?? endedAt ?? event.occurredAt ?? origin.receivedAt;
    const adopted = voicemails.adopt(
      { sourceId: origin.sourceId, providerCallId, from, messageId },
      { startedAt, endedAt, at },
    );
    return { call: adopted, adopted: adopted !== null };
  };

  const add = (event: CallEvent, origin: EventOrigin): CallRow => {
    const facts = {
      source_id: origin.sourceId,
      provider: origin.provider,
      provider_call_id: event.providerCallId,
      first_received_at: origin.receivedAt,
      is_test: origin.origin === 'test' ? (1 as const) : (0 as const),
      ...foldedColumns(foldEvents([event]), origin.receivedAt, settings().talkSeconds),
    };
    const id = Number(create.run({ ...facts, contact_key: facts.contact_key ?? '' }).lastInsertRowid);
    const contact_key = facts.contact_key ?? withheldContact(id);
    if (facts.contact_key === null) setContact.run(contact_key, id);
    return { id, ...facts, contact_key, follow_up_id: null };
  };

  const noteMessage = (callId: number, event: CallEvent, origin: EventOrigin): void => {
    if (event.messageId !== undefined)
      voicemails.belongsTo(callId, messageOf({ ...event, providerCallId: event.messageId }, origin));
  };

  /**
   * Stores an event. @returns the call before and after; null when nothing changed.
   * @throws DeliveryError `too-many-events`.
   */
  return function record(event: CallEvent, origin: EventOrigin, position: number): CallChange | null {
    const sanitized = sanitizeEvent(event);
    const { region, outsideLine, talkSeconds } = settings();
    const { from, to, callerName } = sanitized;
    const readable: CallEvent = {
      ...sanitized,
      from: toE164(from, region, outsideLine),
      to: toE164(to, region, outsideLine),
      callerName: callerName !== null && isWithheld(callerName) ? null : callerName,
    };
    const text = JSON.stringify(readable);
    const { call: before, adopted } = callOf(readable, origin);
    if (!before) {
      const after = add(readable, origin);
      if (event.isMessageId) voicemails.standsFor(after.id, messageOf(readable, origin));
      else noteMessage(after.id, readable, origin);
      addEvent.run(after.id, origin.deliveryId, position, text);
      return { before, after };
    }
    noteMessage(before.id, readable, origin);
    const known = eventsOf.all(before.id).map((row) => row.event);
    if (known.includes(text)) return null;
    const length = known.reduce((sum, row) => sum + row.length, text.length);
    if (known.length >= maxEvents || length > maxEventsLength)
      throw new DeliveryError(
        'too-many-events',
        'This call has more events than any real call; check what the call ID is taken from.',
      );
    addEvent.run(before.id, origin.deliveryId, position, text);
    const folded = foldEvents([...known.map((row) => JSON.parse(row) as CallEvent), readable]);
    const columns = foldedColumns(folded, before.first_received_at, talkSeconds);
    const changed = { ...columns, contact_key: columns.contact_key ?? withheldContact(before.id) };
    const isSame = Object.entries(changed).every(([key, value]) => before[key as keyof CallRow] === value);
    // An adopted call at least got the vendor's call ID.
    if (isSame && !adopted) return null;
    update.run({ ...changed, id: before.id });
    return { before, after: { ...before, ...changed } };
  };
}

const messageOf = (event: CallEvent, { sourceId, receivedAt }: EventOrigin): Message => ({
  sourceId,
  messageId: event.providerCallId,
  from: event.from,
  leftAt: event.startedAt ?? event.occurredAt ?? receivedAt,
});
