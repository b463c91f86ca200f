/**
 * In which hours each source's calls come: what is usual is known without reading weeks of calls. Hours are counted from
 * the Unix epoch (UTC).
 */
export default `
CREATE TABLE source_hours (
  source_id TEXT NOT NULL,
  hour INTEGER NOT NULL,
  PRIMARY KEY (source_id, hour)
) STRICT, WITHOUT ROWID;
INSERT INTO source_hours SELECT DISTINCT source_id, sort_at / 3600000 FROM calls;
`;
