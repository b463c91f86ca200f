/** Intervals and time-outs, in milliseconds. docs/decisions/0005 gives the reasons. */

/** Between probes while no traffic proves the path. With time-outs, pause and second probe, a loss is told within 27 s. */
export const probeEveryMs = 18_000;
/** Until the confirming probe after a change. */
export const probeSoonMs = 5_000;
/** Until the second probe after a failed one; only then is a failure told. */
export const probeAgainMs = 1_000;
export const probeTimeoutMs = 5_000;
export const probeAgainTimeoutMs = 3_000;
/** Traffic within this time after a proof changes nothing. */
export const trafficNewsMs = 3_000;
/** Between checks that are refused on their way while calls arrive, doubling from the first to the last. */
const blockedCheckMs = { first: probeEveryMs, last: 5 * 60_000 };
/** A call proves the path for this long, whatever probes meet. With the time-outs, a loss is told within 30 s of it. */
export const trafficProofMs = 20_000;
/** A call as recent as this outweighs a check that meets something new where checks were refused before. */
export const trafficTrustMs = 2 * 60_000;
/** Between openings of a tunnel that opens and whose checks fail all the same, doubling from the first to the last. */
const reopenMs = { first: 30_000, last: 15 * 60_000 };
/** Calls put a probe off for this long at most: only a probe shows that some requests end at another computer. */
export const probeAtLeastEveryMs = 60_000;
/** Another Ringback that was not seen for so long is gone. Where probes are counted, one comes every 4 min. */
export const rivalMemoryMs = 10 * 60_000;
/** Calls within this time of each other, at two computers, show that both get some. */
export const rivalTieMs = 30 * 60_000;
/** A tunnel that needs longer to open has failed. */
export const openTimeoutMs = 30_000;
/** A computer that is still awake this long after announcing its sleep did not fall asleep. */
export const resumeWatchdogMs = 60_000;

const baseMs = 250;
/** The longest wait in the first minutes of an outage: a path that returns is used within 5 s. */
const earlyMaxMs = 4_000;
const earlyForMs = 6 * 60_000;
const lateMaxMs = 30_000;
/** Between attempts while only the user can help. */
export const permanentRetryMs = 30_000;

/**
 * Returns the wait before the next attempt. Full jitter: a random time up to a limit that doubles with each failure.
 * @param failures in a row, from 0
 * @param outageMs how long nothing has come through
 * @param random from 0 to 1
 */
export function backoffMs(failures: number, outageMs: number, random: number): number {
  const max = outageMs < earlyForMs ? earlyMaxMs : lateMaxMs;
  return Math.round(random * Math.min(max, baseMs * 2 ** Math.min(failures, 16)));
}

const doubling = ({ first, last }: { first: number; last: number }, times: number): number =>
  Math.min(last, first * 2 ** Math.min(times, 16));

/** Returns the wait until the next check. @param failures in a row, from 1 */
export const blockedCheckWaitMs = (failures: number): number => doubling(blockedCheckMs, failures - 1);

/** Returns how long a tunnel stays open although its checks fail. @param reopenings that did not help, from 1 */
export const reopenWaitMs = (reopenings: number): number => doubling(reopenMs, reopenings - 1);
