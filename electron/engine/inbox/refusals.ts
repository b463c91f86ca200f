/** Keeps a record of refused requests that cannot fill the disk. */
import type { Connection } from '../store/connection.ts';

export interface RefusedDelivery {
  sourceId: string;
  /** Milliseconds since the Unix epoch. */
  receivedAt: number;
  status: number;
  reason: string;
}

/** Rows kept of requests that were refused, repeated or only a handshake. */
const keptRows = 1000;

export function createRefusals(db: Connection) {
  const insert = db.prepare(
    "INSERT INTO deliveries (source_id, received_at, outcome, status, reason) VALUES (?, ?, 'rejected', ?, ?)",
  );
  const trim = db.prepare(
    `DELETE FROM deliveries WHERE outcome IN ('rejected', 'duplicate', 'handshake') AND id <= (
       SELECT id FROM deliveries WHERE outcome IN ('rejected', 'duplicate', 'handshake') ORDER BY id DESC LIMIT 1 OFFSET ${keptRows})`,
  );
  return {
    record: db.transaction((deliveries: readonly RefusedDelivery[]) => {
      for (const { sourceId, receivedAt, status, reason } of deliveries)
        insert.run(sourceId, receivedAt, status, reason);
      trim.run();
    }).immediate,
    trim: () => trim.run(),
  };
}
