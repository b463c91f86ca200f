/** Which refused requests would be accepted as the source is set up now. */
import type { RefusedRequest } from '../intake/refused-requests.ts';
import { openHeaders } from '../intake/sealed-headers.ts';
import type { Verdict } from '../providers/contract/provider.ts';
import type { PreparedSource } from '../sources/prepare.ts';

type Genuine = Extract<Verdict, { genuine: true }>;

export interface Rescued {
  request: RefusedRequest;
  verdict: Genuine;
  /** When it came, by a clock that is right, in milliseconds since the Unix epoch. */
  receivedAt: number;
}

/** Requests with different times that must be off by the same amount: then the clock was wrong, and they are no replays. */
const agreeingNeeded = 3;
/** The largest difference between them, as delivery takes time. */
const agreementMs = 60_000;

const median = (numbers: readonly number[]): number =>
  [...numbers].sort((a, b) => a - b)[numbers.length >> 1] ?? 0;

/**
 * Verifies refused requests again: as of the time when they came, and where only their time was refused, as of the time that they
 * claim - if enough of them are off by one and the same amount, as with a wrong clock.
 */
export function genuineAfterAll(
  { authenticator }: Pick<PreparedSource, 'authenticator'>,
  refused: readonly RefusedRequest[],
): Rescued[] {
  const rescued: Rescued[] = [];
  const shifted: (Rescued & { claimedAt: number })[] = [];
  for (const request of refused) {
    const { method, query, receivedAt } = request;
    const hook = { method, query, headers: openHeaders(request.headers), body: Buffer.from(request.body) };
    const verdict = authenticator.verify(hook, receivedAt);
    if (verdict.genuine) {
      if (!verdict.handshake) rescued.push({ request, verdict, receivedAt });
      continue;
    }
    const { claimedAt } = verdict;
    if (claimedAt === undefined) continue;
    const asOfThen = authenticator.verify(hook, claimedAt);
    if (asOfThen.genuine && !asOfThen.handshake)
      shifted.push({ request, verdict: asOfThen, receivedAt: claimedAt, claimedAt });
  }
  const shift = median(shifted.map(({ request, claimedAt }) => request.receivedAt - claimedAt));
  const agreeing = shifted.filter(
    ({ request, claimedAt }) => Math.abs(request.receivedAt - claimedAt - shift) <= agreementMs,
  );
  const times = new Set(agreeing.map(({ claimedAt }) => claimedAt));
  return times.size >= agreeingNeeded ? [...rescued, ...agreeing] : rescued;
}
