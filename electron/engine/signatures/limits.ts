/** What may be done with a body before it is proved genuine. */

/** JSON of vendors that put the proof into the body has a few kilobytes; parsing more is work for strangers. */
export const maxParsedBeforeProof = 128 * 1024;
