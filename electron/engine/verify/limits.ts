/** What may be done with a body before it is proved genuine. */

/** Vendors that put the proof into the body, or sign its parts, send a few kilobytes; parsing more is work for strangers. */
export const maxParsedBeforeProof = 128 * 1024;
