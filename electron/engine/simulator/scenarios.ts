/** The requests of each thing that can be simulated. */
import { randomInt, randomUUID } from 'node:crypto';
import type { SimulatedEvent } from '#shared/contract/simulator.ts';
import type {
  SimulatedCall,
  SimulatedSource,
  VendorEvent,
  VendorRequest,
  VendorSimulator,
} from '../providers/contract/simulator.ts';
import { providers } from '../providers/index.ts';

/** Calls of a storm. */
export const stormCalls = 50;
/** Older than any vendor's tolerance. */
const staleMs = 3_600_000;

const minute = 60_000;
/** Numbers reserved for fiction, +1 415 555 0100 to 0199: the line is the first of them. */
const line = '+14155550100';
const caller = (n: number): string => `+14155550${101 + (n % 98)}`;

/** A call that has just ended. */
function callOf(kind: SimulatedCall['kind'], now: number, n: number): SimulatedCall {
  // Vendors that tell whole seconds would put the end before the start otherwise.
  const endedAt = Math.floor(now / 1000) * 1000;
  return {
    kind,
    uuid: randomUUID(),
    number: randomInt(2 ** 40, 2 ** 48 - 1),
    from: caller(n),
    to: line,
    startedAt: endedAt - minute,
    answeredAt: endedAt - minute / 2,
    endedAt,
  };
}

/**
 * What the source's vendor would send, see {@link requestsOf}.
 * @throws SimulatorError when the source's secret cannot sign, or its events are not known.
 */
export const simulate = async (
  event: SimulatedEvent,
  source: SimulatedSource,
  now: number,
): Promise<VendorRequest[]> => requestsOf(event, await providers[source.provider].simulator(), source, now);

/**
 * The requests in the order of sending; a storm's may be sent at the same time.
 * @param now milliseconds since the Unix epoch.
 * @throws SimulatorError when the source's secret cannot sign, or its events are not known.
 */
export function requestsOf(
  event: SimulatedEvent,
  simulator: VendorSimulator,
  source: SimulatedSource,
  now: number,
): VendorRequest[] {
  const eventsOf = (kind: SimulatedCall['kind'], at = now, n = randomInt(98)) =>
    simulator.events(callOf(kind, at, n), source);
  const requests = (events: readonly VendorEvent[], at = now) =>
    events.map((one) => requestOf(simulator, one, source, at));
  const handshake = simulator.handshake ? [simulator.handshake(source, now)] : [];
  switch (event) {
    case 'missed':
    case 'voicemail':
    case 'answered':
      return [...handshake, ...requests(eventsOf(event))];
    case 'duplicate': {
      const sent = requests(eventsOf('missed'));
      const again = sent.slice(-1).map((last) => ({ ...last, description: `${last.description}, again` }));
      return [...handshake, ...sent, ...again, ...again];
    }
    case 'out-of-order':
      return [...handshake, ...requests(eventsOf('missed').reverse())];
    case 'tampered':
      return eventsOf('missed').map((one) => tampered(simulator, one, source, now));
    case 'stale':
      return requests(eventsOf('missed', now - staleMs), now - staleMs).map((one) => ({
        ...one,
        description: `${one.description}, an hour old`,
      }));
    case 'storm':
      return Array.from({ length: stormCalls }, (_, n) => requests(eventsOf('missed', now, n))).flat();
  }
}

function requestOf(
  simulator: VendorSimulator,
  event: VendorEvent,
  source: SimulatedSource,
  at: number,
): VendorRequest {
  const { headers, body } = simulator.sign(event, source, at);
  const isKeptBack = (name: string) => simulator.credentialHeaders?.includes(name) ?? false;
  const pick = (wanted: boolean) =>
    Object.fromEntries(Object.entries(headers).filter(([name]) => isKeptBack(name) === wanted));
  return {
    description: event.name,
    method: 'POST',
    body,
    headers: pick(false),
    ...(simulator.credentialHeaders ? { credentials: pick(true) } : {}),
  };
}

/** What a forger without the secret can make of a genuine request. */
function tampered(
  simulator: VendorSimulator,
  event: VendorEvent,
  source: SimulatedSource,
  now: number,
): VendorRequest {
  if (!simulator.coversBody) {
    const forger = { ...source, secret: simulator.otherSecret ?? 'not-the-secret-of-this-source' };
    const request = requestOf(simulator, event, forger, now);
    return { ...request, description: `${event.name}, with another secret` };
  }
  const request = requestOf(simulator, event, source, now);
  return {
    ...request,
    body: withOtherNumber(request.body),
    description: `${event.name}, changed after it was signed`,
  };
}

/** Another number of the same length; where none can be read (a token), one character of the middle exchanged. */
function withOtherNumber(body: string): string {
  const changed = body.replaceAll(line.slice(1), '14155550199');
  if (changed !== body) return changed;
  const middle = body.length >> 1;
  return body.slice(0, middle) + (body[middle] === 'A' ? 'B' : 'A') + body.slice(middle + 1);
}
