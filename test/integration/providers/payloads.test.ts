/**
 * Every fixture of every provider, over real HTTP, through the headless engine: the right call, once; repeated, no change;
 * forged, refused. One engine for each moment at which fixtures were signed; all traffic is sent first and then judged.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Call } from '#shared/contract/calls.ts';
import type { Delivery } from '#shared/contract/deliveries.ts';
import { providerIds } from '#shared/providers/index.ts';
import {
  startEngineProcess,
  storedCalls,
  storedDeliveries,
  temporaryFolder,
} from '../../support/engine-process.ts';
import {
  type ExpectedCall,
  type ExpectedResponse,
  type Fixture,
  fixtureFolders,
  fixturesOf,
} from '../../support/provider-fixtures.ts';
import { forgeries, providerOf, sourceOf, type Variant } from '../../support/provider-sources.ts';
import { exchange, type Reply } from '../../support/vendor-exchange.ts';

interface Seen {
  first: Reply[];
  repeated: Reply[];
  forged: { what: string; reply: Reply }[];
  wrongSecret: Reply[];
}

interface Stored {
  calls: Call[];
  deliveries: Delivery[];
}

const fixtures = fixtureFolders().flatMap(fixturesOf);
/** Fixtures whose signature carries no time fit any engine. */
const clockOf = ({ meta }: Fixture): string => meta.verifyAt ?? '2026-11-23T14:00:00.000Z';
const clocks = [...new Set(fixtures.map(clockOf))].sort();

it('every provider has fixtures', () => {
  const covered = new Set(fixtures.map(({ folder }) => providerOf(folder)));
  expect(providerIds.filter((id) => !covered.has(id))).toEqual([]);
});

describe.each(clocks)('at %s', (clock) => {
  const group = fixtures.filter((fixture) => clockOf(fixture) === clock);
  const seen = new Map<Fixture, Seen>();
  let stored: Stored = { calls: [], deliveries: [] };

  beforeAll(async () => {
    const dataFolder = temporaryFolder();
    const variants: Variant[] = ['once', 'repeated', 'wrong-secret'];
    const sources = group.flatMap((fixture) =>
      variants.flatMap((variant) => sourceOf(fixture, variant) ?? []),
    );
    const engine = await startEngineProcess({
      dataFolder,
      config: { port: 0, sources },
      arguments: ['--quiet', '--clock', clock],
    });
    try {
      await Promise.all(
        group.map(async (fixture) => void seen.set(fixture, await sendAll(engine.url, fixture))),
      );
    } finally {
      await engine.stop();
    }
    const [calls, deliveries] = await Promise.all([storedCalls(dataFolder), storedDeliveries(dataFolder)]);
    stored = { calls, deliveries };
  });
  afterAll(() => seen.clear());

  const of = (fixture: Fixture, variant: Variant) => {
    const id = sourceOf(fixture, variant)?.id;
    return {
      calls: stored.calls.filter(({ sourceId }) => sourceId === id),
      deliveries: stored.deliveries.filter(({ sourceId }) => sourceId === id),
    };
  };
  const seenOf = (fixture: Fixture): Seen => {
    const found = seen.get(fixture);
    if (!found) throw new Error(`${fixture.folder}/${fixture.name} was not sent`);
    return found;
  };

  describe.each(group.map((fixture) => [`${fixture.folder}: ${fixture.name}`, fixture] as const))(
    '%s',
    (_name, fixture) => {
      const { meta } = fixture;

      it(meta.mustReject ? 'is refused' : 'is answered as the vendor wants', () => {
        for (const reply of seenOf(fixture).first) {
          if (meta.expectedResponse) expectResponse(reply, meta.expectedResponse);
          else if (meta.mustReject) expect(reply.status).toBe(401);
          else expect(reply.status).toSatisfy((status: number) => status >= 200 && status < 300);
        }
        const answered = seenOf(fixture).first.map(({ status }) => status);
        for (const { outcome, status } of of(fixture, 'once').deliveries)
          if (outcome === 'accepted') expect(answered).toContain(status);
      });

      it('makes the right call, once', () => {
        const { calls, deliveries } = of(fixture, 'once');
        const expected = meta.mustReject ? [] : (meta.expectedAll ?? (meta.expected ? [meta.expected] : []));
        const named = expected.filter(({ callId }) => callId !== null);
        // A body that names no call is known by something else of it.
        const unnamed = expected.filter(({ callId, kind }) => callId === null && kind !== 'other');
        const others = calls.filter((call) => !named.some(({ callId }) => callId === call.providerCallId));
        expect(others).toHaveLength(unnamed.length);
        for (const one of named) {
          const call = calls.find(({ providerCallId }) => providerCallId === one.callId);
          expect(call?.providerCallId).toBe(one.callId);
          if (call) expectCall(call, one, meta.acceptKinds);
        }
        others.forEach((call, index) => {
          const one = unnamed[index];
          if (one) expectCall(call, one, meta.acceptKinds);
        });
        for (const { eventId } of expected)
          if (eventId !== null && fixture.requests.length === 1 && !meta.expectedAll)
            // Where an ID is the same in all events of a call, what tells them apart follows it.
            expect(
              deliveries.filter((delivery) => `${delivery.eventId}:`.startsWith(`${eventId}:`)),
            ).not.toHaveLength(0);
        expect(deliveries.filter(({ outcome }) => outcome === 'failed')).toEqual([]);
      });

      it('changes nothing when it is repeated, or forged meanwhile', () => {
        // A call whose events tell no time is at the time of their arrival, which two sources do not share.
        const anonymous = ({ id: _id, sourceId: _sourceId, at, ...call }: Call) => ({
          ...call,
          at: (call.startedAt ?? call.answeredAt ?? call.endedAt) === null ? 'arrival' : at,
        });
        const once = of(fixture, 'once');
        const repeated = of(fixture, 'repeated');
        expect(repeated.calls.map(anonymous)).toEqual(once.calls.map(anonymous));
        const accepted = ({ deliveries }: Stored) =>
          deliveries.filter(({ outcome }) => outcome === 'accepted').map(({ eventId }) => eventId);
        expect(accepted(repeated).sort()).toEqual(accepted(once).sort());
        const { first, repeated: replies } = seenOf(fixture);
        expect(replies.map(({ status }) => status)).toEqual(
          [...first, ...first, ...first].map(({ status }) => status),
        );
      });

      it.runIf(forgeries(fixture).length > 0)('is refused when it is forged', () => {
        for (const { what, reply } of seenOf(fixture).forged)
          expect({ what, status: reply.status }).toEqual({ what, status: 401 });
      });

      it.runIf(sourceOf(fixture, 'wrong-secret'))('is refused where the secret is another', () => {
        for (const reply of seenOf(fixture).wrongSecret) expect(reply.status).toBe(401);
        expect(of(fixture, 'wrong-secret').calls).toEqual([]);
      });
    },
  );
});

async function sendAll(url: string, fixture: Fixture): Promise<Seen> {
  const to = (variant: Variant) => `${url}/hooks/${sourceOf(fixture, variant)?.id}`;
  const seen: Seen = { first: [], repeated: [], forged: [], wrongSecret: [] };
  for (const request of fixture.requests) seen.first.push(await exchange(to('once'), request));
  for (let round = 0; round < 3; round++) {
    for (const request of fixture.requests) seen.repeated.push(await exchange(to('repeated'), request));
    if (round === 0)
      for (const { what, request } of forgeries(fixture))
        seen.forged.push({ what, reply: await exchange(to('repeated'), request) });
  }
  if (sourceOf(fixture, 'wrong-secret'))
    for (const request of fixture.requests)
      seen.wrongSecret.push(await exchange(to('wrong-secret'), request));
  return seen;
}

/** A number is the same with and without its plus sign: fixtures leave it out where their body does. */
const bareNumber = (number: string | null): string | null => number?.replace(/^\+/, '') ?? null;

function expectCall(call: Call, expected: ExpectedCall, acceptKinds: string[] = [expected.kind]): void {
  // Fixtures have no word for a call that is still ringing.
  const kinds = acceptKinds.includes('other') ? [...acceptKinds, 'ringing'] : acceptKinds;
  expect(kinds).toContain(call.outcome);
  if (expected.from !== null) expect(bareNumber(call.from)).toBe(bareNumber(expected.from));
  if (expected.to !== null) expect(bareNumber(call.to)).toBe(bareNumber(expected.to));
  if (expected.direction !== null) expect(call.direction).toBe(expected.direction);
  if (expected.startedAt !== null) expect(call.startedAt).toBe(expected.startedAt);
  if (expected.endedAt !== null) expect(call.endedAt).toBe(expected.endedAt);
  if (expected.durationSeconds !== null) expect(call.durationSeconds).toBe(expected.durationSeconds);
  // The recording of a conversation is no message.
  if (expected.recordingUrl && call.outcome === 'voicemail')
    expect(call.voicemail?.recordingUrl).toBe(expected.recordingUrl);
  if (expected.transcript) expect(call.voicemail?.transcript).toBe(expected.transcript);
}

function expectResponse(reply: Reply, expected: ExpectedResponse): void {
  const statuses = expected.statusOneOf ?? [expected.status];
  expect(statuses).toContain(reply.status);
  for (const [name, value] of Object.entries(expected.headers ?? {})) {
    const [before = '', after = ''] = value.split(' (')[0]?.split('<any>') ?? [];
    const text = reply.headers.get(name) ?? '';
    expect({ text, fits: text.startsWith(before) && text.endsWith(after) }).toEqual({ text, fits: true });
  }
  if (expected.maxResponseBytes) expect(reply.bytes).toBeLessThanOrEqual(expected.maxResponseBytes);
  if (typeof expected.body === 'string') expect(reply.body).toBe(expected.body);
  else if (expected.body !== undefined) expect(JSON.parse(reply.body)).toEqual(expected.body);
}
