/** The quarantine: a bounded record of requests that are no events, such as refused ones and handshakes. */
import type { DeliveryReasonCode } from '#shared/contract/delivery-reason.ts';
import type { Origin } from '#shared/contract/origin.ts';
import type { Connection } from '../database/connection.ts';
import type { HookRequest } from '../providers/contract/provider.ts';
import { notAccepted, notAcceptedIndex } from './delivery-queries.ts';
import { originCode } from './origin.ts';
import { sealHeaders } from './sealed-headers.ts';

export interface UnacceptedDelivery {
  sourceId: string;
  /** Milliseconds since the Unix epoch. */
  receivedAt: number;
  outcome: 'rejected' | 'handshake';
  /** The HTTP status of the answer. */
  status: number;
  reason: string | null;
  reasonCode: DeliveryReasonCode | null;
  /** The sender's address, as the tunnel's edge saw it. */
  sender: string;
  /** The body, or its beginning; null where it was not read. */
  body: Buffer | null;
  /** What else is needed to verify it again; null where it is not kept whole. */
  request: { method: string; query: string; headers: string } | null;
  origin: Origin;
}

/** The most that is kept of a refused body. A webhook that is larger can be refused, and not be rescued. */
const mostBodyBytes = 64 * 1024;
/** All bodies together; beyond it, those that are last in place keep their beginning: more would let strangers fill the disk. */
const mostBytes = 16 * 1024 * 1024;
/** The beginning of a body, for finding the fault. */
const beginningBytes = 4096;

/** What is kept of a refused request whose body was read. */
export function keptOf(request: HookRequest | null): Pick<UnacceptedDelivery, 'body' | 'request'> {
  if (!request) return { body: null, request: null };
  const { method, query, headers, body } = request;
  const isWhole = body.length <= mostBodyBytes;
  return {
    // A copy, because the bytes are part of a larger buffer that would stay in memory.
    body: Buffer.from(isWhole ? body : body.subarray(0, beginningBytes)),
    request: isWhole ? { method, query, headers: sealHeaders(headers) } : null,
  };
}

/** The number of kept rows of refused and repeated requests and handshakes. */
const mostRows = 1000;
/** Below the bound, so that in a flood not each request has all of them placed. */
const keptAfterTrim = 900;

/** Codes of refusals that a phone system gets with a wrong secret, address or clock: worth more than what has no proof at all. */
const nearGenuine = [
  'mismatch',
  'body-mismatch',
  'wrong-application',
  'wrong-audience',
  'expired',
  'not-yet-valid',
] as const satisfies readonly DeliveryReasonCode[];

/**
 * Places the rows; those with the highest places are deleted. Phone systems take turns, so that none fills the others' share.
 * Within one, near-genuine refusals come first, then the senders (and kinds of outcome) take turns, the newest first: who floods pushes
 * out its own.
 */
const placed = `WITH ranked AS (
    SELECT id, source_id, outcome, length(body) AS size, is_near,
      row_number() OVER (PARTITION BY source_id, is_near, outcome, sender ORDER BY id DESC) AS nth
    FROM (SELECT *, coalesce(outcome = 'rejected' AND reason_code IN (${nearGenuine.map((code) => `'${code}'`).join()}), 0) AS is_near
      FROM deliveries ${notAcceptedIndex} WHERE ${notAccepted} AND outcome <> 'failed')),
  placed AS (
    SELECT id, outcome, size,
      row_number() OVER (PARTITION BY source_id ORDER BY is_near DESC, nth, id DESC) AS place FROM ranked)`;

export function createQuarantine(db: Connection) {
  const insert = db.prepare(
    'INSERT INTO deliveries (source_id, received_at, outcome, status, reason, reason_code, sender, body, origin) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
  );
  const keepRequest = db.prepare(
    'INSERT INTO refused_requests (delivery_id, method, query, headers) VALUES (?, ?, ?, ?)',
  );
  const bytes = db
    .prepare<[], number | null>(
      `SELECT sum(length(body)) FROM deliveries ${notAcceptedIndex} WHERE ${notAccepted} AND outcome = 'rejected'`,
    )
    .pluck();
  const tooMuch = db
    .prepare<[], number>(
      `${placed} SELECT id FROM (
         SELECT id, sum(size) OVER (ORDER BY place, id DESC) AS bytes, size FROM placed WHERE outcome = 'rejected')
       WHERE bytes > ${mostBytes} AND size > ${beginningBytes}`,
    )
    .pluck();
  const cutBody = db.prepare(`UPDATE deliveries SET body = substr(body, 1, ${beginningBytes}) WHERE id = ?`);
  const dropRequest = db.prepare('DELETE FROM refused_requests WHERE delivery_id = ?');
  const boundBytes = (): void => {
    if ((bytes.get() ?? 0) <= mostBytes) return;
    for (const id of tooMuch.all()) {
      cutBody.run(id);
      dropRequest.run(id);
    }
  };
  const noteHandshake = db.prepare(
    'INSERT INTO source_handshakes VALUES (?, ?) ON CONFLICT DO UPDATE SET last_at = max(last_at, excluded.last_at)',
  );
  const count = db
    .prepare<[], number>(
      `SELECT count(*) FROM deliveries ${notAcceptedIndex} WHERE ${notAccepted} AND outcome <> 'failed'`,
    )
    .pluck();
  const deleteLast = db.prepare(
    `${placed} DELETE FROM deliveries WHERE id IN (
       SELECT id FROM placed ORDER BY place, id DESC LIMIT -1 OFFSET ${keptAfterTrim})`,
  );
  const trim = (): void => {
    if ((count.get() ?? 0) > mostRows) deleteLast.run();
  };
  return {
    record: db.transaction((deliveries: readonly UnacceptedDelivery[]) => {
      for (const one of deliveries) {
        const { sourceId, receivedAt, outcome, status, origin } = one;
        const rest = [one.reason, one.reasonCode, one.sender, one.body, originCode(origin)];
        const { lastInsertRowid } = insert.run(sourceId, receivedAt, outcome, status, ...rest);
        if (one.request) {
          const { method, query, headers } = one.request;
          keepRequest.run(lastInsertRowid, method, query, headers);
        }
        if (outcome === 'handshake' && origin !== 'test') noteHandshake.run(sourceId, receivedAt);
      }
      trim();
      boundBytes();
    }).immediate,
    /** Deletes what is last in place. The inbox records duplicates, whose number this bounds too. */
    trim,
  };
}
