/** What must hold of every provider, whatever a stranger sends and in whatever order its vendor does. */
import fc from 'fast-check';
import { expect } from 'vitest';
import { type FoldedCall, foldEvents } from '../../electron/engine/calls/fold.ts';
import type { CallEvent } from '../../electron/engine/events/call-event.ts';
import {
  type EventReader,
  MalformedDelivery,
  type StoredDelivery,
} from '../../electron/engine/events/delivery.ts';
import type { Authenticator } from '../../electron/engine/providers/contract/provider.ts';

const anyBody = fc.oneof(
  fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
  fc.json().map((text) => Buffer.from(text)),
  fc.webQueryParameters().map((text) => Buffer.from(text)),
);

/**
 * No request with arbitrary values of the headers that the provider looks at is taken, and none makes it throw.
 * @param likely values that look like the real ones, to get past the first checks.
 */
export function expectRefusesAnything(
  authenticator: Authenticator,
  headers: Readonly<Record<string, fc.Arbitrary<string>>>,
  now = 0,
): void {
  const values = fc.record(
    Object.fromEntries(
      Object.entries({ 'content-type': fc.constantFrom('application/json', 'a'), ...headers }).map(
        ([name, likely]) => [name, fc.oneof(fc.string(), fc.string({ unit: 'binary' }), likely)],
      ),
    ),
    { requiredKeys: [] },
  );
  const request = fc.record({
    method: fc.constantFrom('GET', 'POST'),
    query: fc.oneof(fc.constant(''), fc.webQueryParameters(), fc.string()),
    headers: values,
    body: anyBody,
  });
  fc.assert(
    fc.property(request, (stranger) => {
      expect(authenticator.verify(stranger, now).genuine).toBe(false);
    }),
    { numRuns: 300 },
  );
}

/** Arbitrary bodies and queries are read or called malformed, never anything else. */
export function expectReadsAnything(reader: EventReader, fields: readonly string[]): void {
  const value = fc.oneof(fc.string(), fc.integer(), fc.constant(null), fc.jsonValue());
  const key = fc.constantFrom(...fields, '__proto__', 'constructor');
  const body = fc.oneof(
    anyBody,
    fc.dictionary(key, value).map((json) => Buffer.from(JSON.stringify(json))),
    fc.dictionary(key, fc.string()).map((form) => Buffer.from(new URLSearchParams(form).toString())),
  );
  const delivery = fc.record({
    query: fc.oneof(fc.constant(''), fc.webQueryParameters()),
    contentType: fc.constantFrom('application/json', 'application/x-www-form-urlencoded', null),
    headers: fc.constant({}),
    body,
    receivedAt: fc.constant(0),
  });
  fc.assert(
    fc.property(delivery, (stored) => {
      for (const read of [() => reader.identify(stored), () => reader.read(stored)])
        try {
          read();
        } catch (error) {
          expect(error).toBeInstanceOf(MalformedDelivery);
        }
    }),
    { numRuns: 300 },
  );
}

/** What a call looks like when its deliveries were read in this order, as the call repository folds them. */
export function foldedCalls(
  reader: EventReader,
  deliveries: readonly StoredDelivery[],
): Map<string, FoldedCall> {
  const events = new Map<string, CallEvent[]>();
  for (const event of deliveries.flatMap((delivery) => reader.read(delivery)))
    events.set(event.providerCallId, [...(events.get(event.providerCallId) ?? []), event]);
  return new Map([...events].sort(([a], [b]) => (a < b ? -1 : 1)).map(([id, all]) => [id, foldEvents(all)]));
}

/** Any order and any repetition gives the same calls. */
export function expectSameInAnyOrder(reader: EventReader, deliveries: readonly StoredDelivery[]): void {
  const expected = foldedCalls(reader, deliveries);
  const again = fc.shuffledSubarray([...deliveries, ...deliveries, ...deliveries], {
    minLength: deliveries.length * 3,
  });
  fc.assert(
    fc.property(again, (shuffled) => {
      expect(foldedCalls(reader, shuffled)).toEqual(expected);
    }),
  );
}

export const jsonDelivery = (content: object): StoredDelivery => ({
  query: '',
  contentType: 'application/json',
  headers: {},
  body: Buffer.from(JSON.stringify(content)),
  receivedAt: 0,
});

export const formDelivery = (fields: Record<string, string>): StoredDelivery => ({
  query: '',
  contentType: 'application/x-www-form-urlencoded',
  headers: {},
  body: Buffer.from(new URLSearchParams(fields).toString()),
  receivedAt: 0,
});
