/**
 * One index instead of three for the few deliveries that are not simply accepted: SQLite evaluates each partial index's
 * condition at every insert, and most inserts meet none of them.
 */
export default `
DROP INDEX deliveries_refused;
DROP INDEX deliveries_failed;
DROP INDEX deliveries_rejected;
CREATE INDEX deliveries_set_aside ON deliveries (id, outcome, source_id) WHERE outcome <> 'accepted';
`;
