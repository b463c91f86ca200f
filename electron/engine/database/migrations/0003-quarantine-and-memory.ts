/**
 * Refused deliveries keep who sent them and how their body began; what retention deletes leaves its event ID behind, so
 * that a replay is still recognised; when each live secret last proved a delivery.
 */
export default `
ALTER TABLE deliveries ADD COLUMN sender TEXT;

CREATE TABLE seen_events (
  source_id TEXT NOT NULL,
  event_id TEXT NOT NULL,
  received_at INTEGER NOT NULL,                  -- milliseconds since the Unix epoch (UTC)
  PRIMARY KEY (source_id, event_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE secret_uses (
  source_id TEXT NOT NULL,
  fingerprint TEXT NOT NULL,
  last_used_at INTEGER NOT NULL,                 -- milliseconds since the Unix epoch (UTC)
  PRIMARY KEY (source_id, fingerprint)
) STRICT, WITHOUT ROWID;
`;
