/** The scenarios of the simulator, and their requests. */
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

/** Number of calls in a storm. */
export const stormCalls = 50;
/** Age of a stale request in milliseconds: more than any vendor's tolerance. */
const staleMs = 3_600_000;

const minute = 60_000;
/** The called number. +1 415 555 0100 to 0199 are reserved for fiction. */
const line = '+14155550100';
const caller = (n: number): string => `+14155550${101 + (n % 98)}`;

/** A call that has just ended. */
function callOf(kind: SimulatedCall['kind'], now: number, n: number): SimulatedCall {
  // Rounded down for vendors that report whole seconds: otherwise the end may precede the start.
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
 * Creates the requests that the source's vendor would send, with its simulator loaded. See {@link requestsOf}.
 * @throws SimulatorError when the source's secret cannot sign, or its events are unknown.
 */
export const simulate = async (
  event: SimulatedEvent,
  source: SimulatedSource,
  now: number,
): Promise<VendorRequest[]> => requestsOf(event, await providers[source.provider].simulator(), source, now);

/**
 * The requests of a scenario, in order of sending. A storm's may be sent at the same time.
 * @param now milliseconds since the Unix epoch.
 * @throws SimulatorError when the source's secret cannot sign, or its events are unknown.
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

/** The forgery of a genuine request by somebody without the secret. */
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

/** Replaces the number by another one of the same length. In an opaque body (a token), changes one character. */
function withOtherNumber(body: string): string {
  const changed = body.replaceAll(line.slice(1), '14155550199');
  if (changed !== body) return changed;
  const middle = body.length >> 1;
  return body.slice(0, middle) + (body[middle] === 'A' ? 'B' : 'A') + body.slice(middle + 1);
}
