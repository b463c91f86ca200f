/**
 * How far each source's call log was looked through, and which notifications are told together. Times are milliseconds
 * since the Unix epoch (UTC).
 */
export default `
CREATE TABLE catch_up (
  source_id TEXT PRIMARY KEY,
  proven_from INTEGER,                           -- the time without a gap that is known; NULL before the first run ended
  proven_to INTEGER,
  run_from INTEGER,                              -- the run under way; NULL when none is
  run_to INTEGER,
  run_started_at INTEGER,
  cursor TEXT                                    -- where its list goes on; NULL at its beginning
) STRICT, WITHOUT ROWID;
CREATE INDEX calls_found_later ON calls (source_id, first_received_at) WHERE found_later = 1;

CREATE TABLE digests (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  closed INTEGER NOT NULL DEFAULT 0 CHECK (closed IN (0, 1)) -- a closed one takes no further calls: it may have been shown
) STRICT;
ALTER TABLE notifications ADD COLUMN digest_id INTEGER REFERENCES digests (id);
CREATE INDEX notifications_digest ON notifications (digest_id) WHERE digest_id IS NOT NULL;
`;
