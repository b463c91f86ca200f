/** The quarantine: a bounded record of requests that are no events, such as refused ones and handshakes. */
import type { DeliveryReasonCode } from '#shared/contract/delivery-reason.ts';
import type { Origin } from '#shared/contract/origin.ts';
import type { Connection } from '../database/connection.ts';
import { notAccepted, notAcceptedIndex } from './delivery-queries.ts';
import { originCode } from './origin.ts';

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
  /** The beginning of the body, for finding the fault; null where it was not read. */
  body: Buffer | null;
  origin: Origin;
}

/** The kept bytes of a refused body; more would let strangers fill the disk. */
export const keptBodyBytes = 4096;

/** The number of kept rows of refused and repeated requests and handshakes. */
const keptRows = 1000;

export function createQuarantine(db: Connection) {
  const insert = db.prepare(
    'INSERT INTO deliveries (source_id, received_at, outcome, status, reason, reason_code, sender, body, origin) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
  );
  const noteHandshake = db.prepare(
    'INSERT INTO source_handshakes VALUES (?, ?) ON CONFLICT DO UPDATE SET last_at = max(last_at, excluded.last_at)',
  );
  const trim = db.prepare(
    `DELETE FROM deliveries ${notAcceptedIndex} WHERE ${notAccepted} AND outcome <> 'failed' AND id <= (
       SELECT id FROM deliveries ${notAcceptedIndex} WHERE ${notAccepted} AND outcome <> 'failed'
       ORDER BY id DESC LIMIT 1 OFFSET ${keptRows})`,
  );
  return {
    record: db.transaction((deliveries: readonly UnacceptedDelivery[]) => {
      for (const one of deliveries) {
        const { sourceId, receivedAt, outcome, status, origin } = one;
        const rest = [one.reason, one.reasonCode, one.sender, one.body, originCode(origin)];
        insert.run(sourceId, receivedAt, outcome, status, ...rest);
        if (outcome === 'handshake' && origin !== 'test') noteHandshake.run(sourceId, receivedAt);
      }
      trim.run();
    }).immediate,
    /** Deletes the oldest rows. The inbox records duplicates, whose number this bounds too. */
    trim: (): void => void trim.run(),
  };
}
