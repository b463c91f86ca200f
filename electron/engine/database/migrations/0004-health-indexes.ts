/** What Health asks is answered without reading the deliveries one by one. */
export default `
CREATE INDEX deliveries_failed ON deliveries (source_id, id) WHERE outcome = 'failed';
CREATE INDEX deliveries_rejected ON deliveries (source_id, id) WHERE outcome = 'rejected';

CREATE TABLE source_activity (
  source_id TEXT PRIMARY KEY,
  last_event_at INTEGER NOT NULL                 -- milliseconds since the Unix epoch (UTC)
) STRICT, WITHOUT ROWID;
INSERT INTO source_activity
  SELECT source_id, max(received_at) FROM deliveries WHERE outcome IN ('accepted', 'failed') GROUP BY source_id;
`;
