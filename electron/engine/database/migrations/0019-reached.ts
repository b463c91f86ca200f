/**
 * Whether a call was a talk with the other party, which is what closes a follow-up: an answered outgoing call may have been a
 * voicemail box. What counted as reached until now still does.
 */
export default `
ALTER TABLE calls ADD COLUMN reached INTEGER NOT NULL DEFAULT 0 CHECK (reached IN (0, 1));
UPDATE calls SET reached = 1 WHERE outcome = 'answered';
DROP INDEX calls_answered;
CREATE INDEX calls_reached ON calls (contact_key, sort_at) WHERE reached = 1;
CREATE INDEX calls_tried ON calls (contact_key, sort_at) WHERE direction = 'outbound' AND reached = 0;
`;
