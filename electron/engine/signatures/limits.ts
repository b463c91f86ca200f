/** The limits of work on an unverified body. */

/** The largest body in bytes that is parsed for a proof inside it; vendors' bodies have a few kilobytes. */
export const maxParsedBeforeProof = 128 * 1024;
