/**
 * The signature that proved a delivery, for schemes that sign neither a time nor an ID: one signature is one delivery, however
 * its parts are put together. Retention leaves it in seen_events, as `proof:...`.
 */
export default `
ALTER TABLE deliveries ADD COLUMN proof TEXT;
CREATE UNIQUE INDEX deliveries_proof ON deliveries (source_id, proof) WHERE proof IS NOT NULL;
`;
