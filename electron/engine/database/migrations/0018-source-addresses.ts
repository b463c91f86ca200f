/** Over which public address each phone system's calls come, so that a change of the tunnel's address is noticed. */
export default `
CREATE TABLE source_addresses (
  source_id TEXT PRIMARY KEY NOT NULL,
  origin TEXT NOT NULL,                          -- https://host[:port]
  known_at INTEGER NOT NULL,                     -- milliseconds since the Unix epoch (UTC)
  known_by TEXT NOT NULL CHECK (known_by IN ('event', 'rep'))
) STRICT, WITHOUT ROWID;
`;
