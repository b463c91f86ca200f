/**
 * Calls that no webhook told of are marked. Whether a caller was answered since, and how often missed today, is known
 * without reading all of the caller's calls.
 */
export default `
ALTER TABLE calls ADD COLUMN found_later INTEGER NOT NULL DEFAULT 0 CHECK (found_later IN (0, 1));
CREATE INDEX calls_answered ON calls (contact_key, sort_at) WHERE outcome = 'answered';
CREATE INDEX calls_missed_contact ON calls (contact_key, sort_at) WHERE outcome IN ('missed', 'voicemail');
`;
