/** Voicemail messages whose vendor does not say which call they were left in. */
export default `
CREATE TABLE messages (
  source_id TEXT NOT NULL,
  message_id TEXT NOT NULL,                      -- the vendor's
  call_id INTEGER NOT NULL REFERENCES calls (id) ON DELETE CASCADE,
  from_number TEXT NOT NULL,
  left_at INTEGER NOT NULL,                      -- milliseconds since the Unix epoch (UTC)
  is_placed INTEGER NOT NULL,                    -- 0: its call is not known yet, and the message stands for it
  PRIMARY KEY (source_id, message_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX messages_waiting ON messages (source_id, from_number, left_at) WHERE is_placed = 0;
CREATE INDEX messages_call ON messages (call_id);
`;
