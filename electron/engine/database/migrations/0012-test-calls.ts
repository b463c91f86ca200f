/** What this computer sent itself to try a phone system out: shown as such, and no evidence that anything arrives. */
export default `
ALTER TABLE deliveries ADD COLUMN is_test INTEGER NOT NULL DEFAULT 0;
ALTER TABLE calls ADD COLUMN is_test INTEGER NOT NULL DEFAULT 0;
CREATE INDEX calls_test ON calls (id) WHERE is_test = 1;
`;
