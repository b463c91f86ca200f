/**
 * What the rep did is a log of acts, each with the calls that it is about, and follow-ups are folded from it. What the rep
 * had marked as done becomes such acts.
 */
export default `
CREATE TABLE rep_actions (
  id TEXT PRIMARY KEY NOT NULL CHECK (length(id) BETWEEN 1 AND 64),
  contact_key TEXT NOT NULL,                     -- whose call it was, as far as known then
  kind TEXT NOT NULL,                            -- another version may know others
  at INTEGER NOT NULL,                           -- milliseconds since the Unix epoch (UTC), as until
  until INTEGER,
  undoes TEXT,                                   -- the act that this one takes back
  payload TEXT CHECK (length(payload) <= 16384), -- JSON: what else belongs to the kind
  "by" TEXT,                                     -- NULL: whoever uses this computer
  origin TEXT NOT NULL
) STRICT;
CREATE INDEX rep_actions_contact ON rep_actions (contact_key, at);

CREATE TABLE rep_action_calls (
  call_id INTEGER NOT NULL REFERENCES calls (id) ON DELETE CASCADE,
  action_id TEXT NOT NULL REFERENCES rep_actions (id) ON DELETE CASCADE,
  PRIMARY KEY (call_id, action_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX rep_action_calls_action ON rep_action_calls (action_id);

CREATE TRIGGER rep_actions_are_not_changed BEFORE UPDATE ON rep_actions BEGIN
  SELECT RAISE(ABORT, 'an act of the rep is never changed: a further one takes it back');
END;
CREATE TRIGGER rep_actions_go_with_their_last_call AFTER DELETE ON rep_action_calls
WHEN NOT EXISTS (SELECT 1 FROM rep_action_calls WHERE action_id = OLD.action_id) BEGIN
  DELETE FROM rep_actions WHERE id = OLD.action_id;
END;

ALTER TABLE follow_ups ADD COLUMN snoozed_until INTEGER;
DROP INDEX follow_ups_state;
CREATE INDEX follow_ups_state ON follow_ups (state, last_call_at, id, snoozed_until);

-- IDs are UUIDs, as of acts that are made later.
CREATE TEMP TABLE done_acts AS
  SELECT f.id AS follow_up_id, f.contact_key, f.closed_at, lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' ||
    substr(hex(randomblob(2)), 2) || '-8' || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6))) AS id
  FROM follow_ups f WHERE f.closed_by = 'rep' AND EXISTS (SELECT 1 FROM calls c WHERE c.follow_up_id = f.id);
INSERT INTO rep_actions (id, contact_key, kind, at, origin)
  SELECT id, contact_key, 'done', closed_at, 'local' FROM done_acts;
INSERT INTO rep_action_calls (call_id, action_id)
  SELECT c.id, a.id FROM done_acts a JOIN calls c ON c.follow_up_id = a.follow_up_id;
DROP TABLE done_acts;
`;
