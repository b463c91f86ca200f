/**
 * The last moment that is known, and which deliveries came under a clock that contradicted it. Times are milliseconds since
 * the Unix epoch (UTC).
 */
export default `
CREATE TABLE known_time (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  at INTEGER NOT NULL,
  gap_ms INTEGER NOT NULL,                       -- how far the clock was ahead of it when it was last looked at
  doubted_ms INTEGER                             -- for how much running time the clock contradicts it; NULL: it does not
) STRICT;

CREATE TABLE doubtful_times (
  id INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,                           -- the known time then: their age counts from it
  after_delivery INTEGER NOT NULL,
  through_delivery INTEGER                       -- NULL while the clock is doubted
) STRICT;
`;
