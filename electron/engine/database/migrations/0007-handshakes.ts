/** When each source's vendor last checked its address; the deliveries that tell of it are soon deleted. */
export default `
CREATE TABLE source_handshakes (
  source_id TEXT PRIMARY KEY,
  last_at INTEGER NOT NULL                       -- milliseconds since the Unix epoch (UTC)
) STRICT, WITHOUT ROWID;
INSERT INTO source_handshakes
  SELECT source_id, max(received_at) FROM deliveries WHERE outcome = 'handshake' GROUP BY source_id;
`;
