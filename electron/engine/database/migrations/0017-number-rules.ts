/**
 * By which rules the numbers of calls were read: what was read by others is read again (`processing/read-again.ts`). And the names
 * that are known for a number, newest first.
 */
export default `
ALTER TABLE progress ADD COLUMN number_rules TEXT NOT NULL DEFAULT '';
CREATE INDEX calls_named ON calls (contact_key, sort_at, id) WHERE caller_name IS NOT NULL;
`;
