/** How often and how long: all in milliseconds. The reasoning is in docs/decisions/0004. */

/** Between probes while nothing else proves the path: with time-outs, pause and repetition a loss is told within 27 s. */
export const probeEveryMs = 18_000;
/** The first look after a change. */
export const probeSoonMs = 5_000;
/** What failed once is asked again, before anything is said of it. */
export const probeAgainMs = 1_000;
export const probeTimeoutMs = 5_000;
export const probeAgainTimeoutMs = 3_000;
/** Traffic that came so soon after another proof changes nothing. */
export const trafficNewsMs = 3_000;
/** A tunnel that takes longer to open counts as failed. */
export const openTimeoutMs = 30_000;
/** A computer that announced its sleep and is still awake then did not fall asleep. */
export const sleeplessMs = 60_000;

const baseMs = 250;
/** In the first minutes of an outage a retry is never far, so that a path that is back is used within 5 s. */
const earlyMaxMs = 4_000;
const earlyForMs = 6 * 60_000;
const lateMaxMs = 30_000;
/** What needs the user is not hurried. */
export const permanentRetryMs = 30_000;

/**
 * Full jitter: anything from 0 to a limit that doubles with each failure.
 * @param failures in a row, from 0
 * @param outageMs since when nothing came through
 * @param random from 0 to 1
 */
export function backoffMs(failures: number, outageMs: number, random: number): number {
  const max = outageMs < earlyForMs ? earlyMaxMs : lateMaxMs;
  return Math.round(random * Math.min(max, baseMs * 2 ** Math.min(failures, 16)));
}
