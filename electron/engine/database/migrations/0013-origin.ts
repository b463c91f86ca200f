/**
 * How each delivery came: 0 webhook, 1 test, 2 call log, 3 socket (`intake/origin.ts`). Older ones that came over a socket stay
 * webhooks. Renaming keeps the values of `is_test` without writing every row again.
 */
export default `
ALTER TABLE deliveries RENAME COLUMN is_test TO origin;
UPDATE deliveries SET origin = 2, content_type = 'application/json' WHERE content_type = 'x-ringback/call-log';
`;
