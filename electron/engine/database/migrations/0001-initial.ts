/** Deliveries, calls, follow-ups and notifications. Times are milliseconds since the Unix epoch (UTC). */
export default `
CREATE TABLE deliveries (
  id INTEGER PRIMARY KEY AUTOINCREMENT,          -- order of arrival; never used twice
  source_id TEXT NOT NULL,
  received_at INTEGER NOT NULL,
  event_id TEXT,
  event_type TEXT,
  outcome TEXT NOT NULL CHECK (outcome IN ('accepted', 'duplicate', 'rejected', 'failed', 'handshake')),
  status INTEGER NOT NULL,
  reason TEXT,
  attempts INTEGER NOT NULL DEFAULT 0,
  content_type TEXT,
  query TEXT NOT NULL DEFAULT '',
  headers TEXT,                                  -- JSON object, only what the reader needs
  body BLOB                                      -- last, so that a list need not read past it
) STRICT;
CREATE UNIQUE INDEX deliveries_event ON deliveries (source_id, event_id) WHERE outcome IN ('accepted', 'failed');
CREATE INDEX deliveries_refused ON deliveries (id) WHERE outcome IN ('rejected', 'duplicate', 'handshake');

-- The worker reads deliveries in order of arrival; everything up to here is done, dead or in retries.
CREATE TABLE progress (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  processed_through INTEGER NOT NULL
) STRICT;
INSERT INTO progress VALUES (1, 0);

CREATE TABLE retries (
  delivery_id INTEGER PRIMARY KEY REFERENCES deliveries (id) ON DELETE CASCADE,
  next_attempt_at INTEGER NOT NULL
) STRICT;

CREATE TABLE calls (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  source_id TEXT NOT NULL,
  provider TEXT NOT NULL,
  provider_call_id TEXT NOT NULL,
  contact_key TEXT NOT NULL,                     -- the other party's number, or one of its own where it is withheld
  sort_at INTEGER NOT NULL,                      -- when it happened, as far as known
  direction TEXT NOT NULL CHECK (direction IN ('inbound', 'outbound')),
  from_number TEXT,
  to_number TEXT,
  caller_name TEXT,
  started_at INTEGER,
  answered_at INTEGER,
  ended_at INTEGER,
  duration_seconds INTEGER,
  outcome TEXT NOT NULL CHECK (outcome IN ('ringing', 'answered', 'missed', 'voicemail', 'other')),
  voicemail TEXT,                                -- JSON
  first_received_at INTEGER NOT NULL,
  follow_up_id INTEGER REFERENCES follow_ups (id) ON DELETE SET NULL,
  UNIQUE (source_id, provider_call_id)
) STRICT;
CREATE INDEX calls_newest ON calls (sort_at, id);
CREATE INDEX calls_contact ON calls (contact_key, sort_at);
CREATE INDEX calls_follow_up ON calls (follow_up_id) WHERE follow_up_id IS NOT NULL;
CREATE INDEX calls_missed ON calls (sort_at, id) WHERE outcome IN ('missed', 'voicemail');

-- What each delivery said of a call; a call is always the fold of these.
CREATE TABLE call_events (
  call_id INTEGER NOT NULL REFERENCES calls (id) ON DELETE CASCADE,
  delivery_id INTEGER NOT NULL,
  position INTEGER NOT NULL,
  event TEXT NOT NULL,                           -- JSON
  PRIMARY KEY (call_id, delivery_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE follow_ups (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  contact_key TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('open', 'closed')),
  opened_at INTEGER NOT NULL,
  last_call_at INTEGER NOT NULL,
  last_call_id INTEGER NOT NULL REFERENCES calls (id) ON DELETE CASCADE,
  missed_count INTEGER NOT NULL,
  voicemail_count INTEGER NOT NULL,
  closed_at INTEGER,
  closed_by TEXT CHECK (closed_by IN ('rep', 'answered'))
) STRICT;
CREATE INDEX follow_ups_state ON follow_ups (state, last_call_at, id);
CREATE INDEX follow_ups_open_contact ON follow_ups (contact_key) WHERE state = 'open';
CREATE INDEX follow_ups_last_call ON follow_ups (last_call_id);

-- Decided notifications; result is NULL until the system was given it.
CREATE TABLE notifications (
  call_id INTEGER NOT NULL REFERENCES calls (id) ON DELETE CASCADE,
  revision INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('missed', 'voicemail')),
  decided_at INTEGER NOT NULL,
  result TEXT CHECK (result IN ('shown', 'suppressed', 'failed')),
  reason TEXT,
  PRIMARY KEY (call_id, revision)
) STRICT, WITHOUT ROWID;
CREATE INDEX notifications_waiting ON notifications (call_id) WHERE result IS NULL;
`;
