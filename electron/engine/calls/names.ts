/**
 * The names of callers. A phone system tells a caller's name with one call and not with the next, so a name that was once
 * known for a number is kept until a newer one comes.
 */
import type { Call } from '#shared/contract/calls.ts';
import { isWithheldContact } from '#shared/contract/contact.ts';
import type { Connection } from '../database/connection.ts';
import { type CallRow, toCall } from './call-rows.ts';

/** Returns the function that makes a row a call, with the newest name of the caller where the call tells none. */
export function createCallNaming(db: Connection): (row: CallRow) => Call {
  // `+?`: see database/statistics.ts. Without a name of the index, SQLite reads all calls of the caller.
  const newest = db
    .prepare<[string], string>(
      'SELECT caller_name FROM calls INDEXED BY calls_named WHERE contact_key = +? AND caller_name IS NOT NULL ORDER BY sort_at DESC, id DESC LIMIT 1',
    )
    .pluck();
  return (row) => {
    const isKnown = row.caller_name !== null || isWithheldContact(row.contact_key);
    return toCall(row, isKnown ? null : (newest.get(row.contact_key) ?? null));
  };
}
