/**
 * A batch of deliveries on its way to the store's thread. Every object and key is copied between threads, so common fields are
 * sent once and the rest as bytes.
 */

import { type Envelope, handedOver, type VerifiedDelivery } from './verified-delivery.ts';

export interface PackedBatch {
  envelopes: readonly Envelope[];
  count: number;
  /** {@link fieldsPerEntry} numbers for each delivery, then the bodies; transferred, not copied. */
  bytes: ArrayBuffer;
}

/** receivedAt, index of the envelope, offset and length of the body. */
const fieldsPerEntry = 4;
const numberBytes = Float64Array.BYTES_PER_ELEMENT;

const isSame = (one: Envelope, other: Envelope): boolean =>
  one.sourceId === other.sourceId &&
  one.query === other.query &&
  one.contentType === other.contentType &&
  one.headers === other.headers &&
  one.proof === other.proof &&
  one.origin === other.origin;

const envelopeOf = ({ sourceId, origin, query, contentType, headers, proof }: Envelope): Envelope => ({
  sourceId,
  origin,
  query,
  contentType,
  headers,
  proof,
});

export function packBatch(entries: readonly VerifiedDelivery[]): PackedBatch {
  let offset = entries.length * fieldsPerEntry * numberBytes;
  const bytes = new Uint8Array(entries.reduce((sum, { body }) => sum + body.length, offset));
  const numbers = new Float64Array(bytes.buffer, 0, entries.length * fieldsPerEntry);
  const envelopes: Envelope[] = [];
  let field = 0;
  for (const entry of entries) {
    const { receivedAt, body } = entry;
    const last = envelopes.at(-1);
    if (!last || !isSame(last, entry)) envelopes.push(envelopeOf(entry));
    numbers[field++] = receivedAt;
    numbers[field++] = envelopes.length - 1;
    numbers[field++] = offset;
    numbers[field++] = body.length;
    bytes.set(body, offset);
    offset += body.length;
  }
  return { envelopes, count: entries.length, bytes: bytes.buffer };
}

/** Unpacks a batch. The bodies are views of its bytes. */
export function unpackBatch({ envelopes, count, bytes }: PackedBatch): VerifiedDelivery[] {
  const numbers = new Float64Array(bytes, 0, count * fieldsPerEntry);
  const at = (index: number, field: number): number => numbers[index * fieldsPerEntry + field] ?? 0;
  return Array.from({ length: count }, (_, index) => {
    const { sourceId, origin, query, contentType, headers, proof } = envelopes[at(index, 1)] as Envelope;
    const body = Buffer.from(bytes, at(index, 2), at(index, 3));
    return handedOver({
      sourceId,
      origin,
      query,
      contentType,
      headers,
      proof,
      receivedAt: at(index, 0),
      body,
    });
  });
}

export type AppendResult = { outcome: 'accepted' | 'duplicate' } | { outcome: 'malformed'; reason: string };

/** The results of a batch: each delivery that is not named was accepted. */
export interface PackedResults {
  duplicates: readonly number[];
  malformed: readonly { index: number; reason: string }[];
}

export function packResults(results: readonly AppendResult[]): PackedResults {
  const duplicates: number[] = [];
  const malformed: { index: number; reason: string }[] = [];
  results.forEach((result, index) => {
    if (result.outcome === 'duplicate') duplicates.push(index);
    else if (result.outcome === 'malformed') malformed.push({ index, reason: result.reason });
  });
  return { duplicates, malformed };
}

/** Returns a function that gives the result at an index of the batch. */
export function unpackResults({ duplicates, malformed }: PackedResults): (index: number) => AppendResult {
  const named = new Map<number, AppendResult>();
  for (const index of duplicates) named.set(index, { outcome: 'duplicate' });
  for (const { index, reason } of malformed) named.set(index, { outcome: 'malformed', reason });
  return (index) => named.get(index) ?? { outcome: 'accepted' };
}
