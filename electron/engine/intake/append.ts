/** The inbox's durable side: one transaction and one sync for all requests that came in together. */
import type { Origin } from '#shared/contract/origin.ts';

import type { Connection } from '../database/connection.ts';
import {
  type EventReader,
  type Identity,
  MalformedDelivery,
  type StoredDelivery,
} from '../events/delivery.ts';
import { derivedId } from '../events/json.ts';
import type { AppendResult } from './batch.ts';
import { originCode } from './origin.ts';
import type { VerifiedDelivery } from './verified-delivery.ts';

const fallbackIdentity = (delivery: StoredDelivery): Identity => ({
  eventId: derivedId(null, delivery.body),
  eventType: null,
});

/** The prefix of proofs among the remembered event IDs; retention writes it. */
export const proofPrefix = 'proof:';
const seenProof = (proof: string): string => proofPrefix + proof;

/** Longer event IDs are replaced by their hash, because they are indexed. */
const maxIdLength = 255;

export interface AppenderOptions {
  db: Connection;
  /** Syncs all commits to the disk. @throws the file system's error. */
  sync(): void;
  /** Returns the reader for deliveries of that origin; undefined where the source cannot be read now. */
  readerOf(sourceId: string, origin: Origin): EventReader | undefined;
  /** The HTTP status that the source's provider answers accepted and repeated deliveries with. */
  acceptedStatusOf(sourceId: string): number;
}

export function createAppender({ db, sync, readerOf, acceptedStatusOf }: AppenderOptions) {
  const insert = db.prepare(
    `INSERT INTO deliveries (source_id, received_at, event_id, event_type, outcome, status, content_type, query, headers, body, proof, origin)
     VALUES (?, ?, ?, ?, 'accepted', ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
  );
  // `+?`: see database/statistics.ts.
  const seen = db.prepare<[string, string]>(
    'SELECT 1 FROM seen_events WHERE source_id = +? AND event_id = +?',
  );
  const holderOf = db
    .prepare<[string, string], Buffer>(
      "SELECT body FROM deliveries WHERE source_id = +? AND event_id = +? AND outcome IN ('accepted', 'failed')",
    )
    .pluck();
  const insertOther = db.prepare(
    'INSERT INTO deliveries (source_id, received_at, event_id, event_type, outcome, status, reason, reason_code, origin) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
  );
  const lastId = db
    .prepare<[], number>("SELECT coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'deliveries'), 0)")
    .pluck();
  const removeAfter = db.prepare('DELETE FROM deliveries WHERE id > ?');
  const rewind = db.prepare("UPDATE sqlite_sequence SET seq = ? WHERE name = 'deliveries'");

  const unknownId = (sourceId: string, eventId: string): string | null =>
    seen.get(sourceId, eventId) === undefined ? eventId : null;
  /**
   * The ID of a delivery whose signature does not cover it: somebody may have put it on another genuine request, to keep this
   * one out. Null for a repetition, by its proof or by its ID and content.
   */
  const unsignedId = (
    { sourceId, body }: VerifiedDelivery,
    proof: string,
    eventId: string,
  ): string | null => {
    if (seen.get(sourceId, seenProof(proof)) !== undefined) return null;
    const holder = holderOf.get(sourceId, eventId);
    if (holder === undefined && unknownId(sourceId, eventId) !== null) return eventId;
    if (holder !== undefined && body.equals(holder)) return null;
    return unknownId(sourceId, derivedId(null, Buffer.concat([Buffer.from(`${eventId}\n`), body])));
  };

  const appendOne = (item: VerifiedDelivery): AppendResult => {
    const { body } = item;
    const origin = originCode(item.origin);
    const delivery: StoredDelivery = {
      query: item.query,
      contentType: item.contentType,
      headers: item.headers === null ? {} : (JSON.parse(item.headers) as Record<string, string>),
      body,
      receivedAt: item.receivedAt,
    };
    let identity: Identity;
    try {
      identity = readerOf(item.sourceId, item.origin)?.identify(delivery) ?? fallbackIdentity(delivery);
    } catch (error) {
      if (error instanceof MalformedDelivery) {
        const { message, code } = error;
        insertOther.run(item.sourceId, item.receivedAt, null, null, 'rejected', 400, message, code, origin);
        return { outcome: 'malformed', reason: message };
      }
      // A fault of the adapter must not refuse a genuine delivery. It is kept, and the worker reports the fault.
      identity = fallbackIdentity(delivery);
    }
    const { eventType } = identity;
    const acceptedStatus = acceptedStatusOf(item.sourceId);
    const eventId =
      identity.eventId.length > maxIdLength
        ? derivedId(null, Buffer.from(identity.eventId))
        : identity.eventId;
    // Retention deletes deliveries, but remembers their event IDs: a replayed request is still a duplicate.
    const proof = item.proof ?? null;
    const newId = proof === null ? unknownId(item.sourceId, eventId) : unsignedId(item, proof, eventId);
    const isNew =
      newId !== null &&
      insert.run(
        item.sourceId,
        item.receivedAt,
        newId,
        eventType,
        acceptedStatus,
        item.contentType,
        item.query,
        item.headers,
        body,
        proof,
        origin,
      ).changes === 1;
    if (isNew) return { outcome: 'accepted' };
    // The call log is read repeatedly, and most of its records are known: they are not recorded as duplicates.
    if (item.origin === 'call-log') return { outcome: 'duplicate' };
    insertOther.run(
      item.sourceId,
      item.receivedAt,
      eventId,
      eventType,
      'duplicate',
      acceptedStatus,
      null,
      null,
      origin,
    );
    return { outcome: 'duplicate' };
  };

  const commit = db.transaction((entries: readonly VerifiedDelivery[]) => ({
    before: lastId.get() ?? 0,
    results: entries.map(appendOne),
  })).immediate;
  const undo = db.transaction((before: number): void => {
    removeAfter.run(before);
    rewind.run(before);
  }).immediate;

  /** Appends a batch, durably. @throws the SQLite or file system error; nothing of the batch is kept then. */
  return (entries: readonly VerifiedDelivery[]): AppendResult[] => {
    const { before, results } = commit(entries);
    try {
      sync();
    } catch (error) {
      // The senders are asked to retry; their retries must not count as duplicates.
      undo(before);
      throw error;
    }
    return results;
  };
}
