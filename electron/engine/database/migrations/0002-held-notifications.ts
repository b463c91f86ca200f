/** A miss is held for a moment before it is shown; `due_at` is when, in milliseconds since the Unix epoch. */
export default `
ALTER TABLE notifications ADD COLUMN due_at INTEGER NOT NULL DEFAULT 0;
`;
