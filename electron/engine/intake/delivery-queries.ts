/** Queries about deliveries for Health: lists, and one with its body. */
import type { Delivery, DeliveryDetails } from '#shared/contract/deliveries.ts';
import type { DeliveryReasonCode } from '#shared/contract/delivery-reason.ts';
import type { EngineResponse } from '#shared/contract/engine-protocol.ts';
import { iso } from '#shared/util/instant.ts';
import type { Connection } from '../database/connection.ts';
import { nextBefore, type Page } from '../database/page.ts';
import { maskSecrets } from './mask-secrets.ts';
import { originOf } from './origin.ts';

interface DeliveryRow {
  id: number;
  source_id: string;
  received_at: number;
  event_id: string | null;
  event_type: string | null;
  outcome: Delivery['outcome'];
  status: number;
  reason: string | null;
  reason_code: DeliveryReasonCode | null;
  attempts: number;
  origin: number;
}

type DetailsRow = DeliveryRow & {
  sender: string | null;
  content_type: string | null;
  query: string;
  body: Buffer | null;
  body_length: number | null;
};

/** The columns of a delivery. The worker notes no attempt where the first one succeeded. */
const columns = `d.id, d.source_id, d.received_at, d.event_id, d.event_type, d.outcome, d.status, d.reason, d.reason_code, d.origin,
  CASE WHEN d.outcome = 'accepted' AND d.attempts = 0 AND d.id <= p.processed_through THEN 1 ELSE d.attempts END AS attempts`;

/** The shown bytes of a body; longer ones are cut. */
const shownBytes = 64 * 1024;

const toDelivery = (row: DeliveryRow): Delivery => ({
  id: String(row.id),
  sourceId: row.source_id,
  receivedAt: iso(row.received_at),
  eventId: row.event_id,
  eventType: row.event_type,
  outcome: row.outcome,
  status: row.status,
  reason: row.reason,
  reasonCode: row.reason_code,
  attempts: row.attempts,
  origin: originOf(row.origin),
});

/** The index of the few that are not simply accepted, and the condition that a query has to repeat to use it. */
export const notAcceptedIndex = 'INDEXED BY deliveries_set_aside';
export const notAccepted = "outcome <> 'accepted'";

export function createDeliveryQueries(db: Connection) {
  const newest = db.prepare<[number, number], DeliveryRow>(
    `SELECT ${columns} FROM deliveries d, progress p WHERE d.id < ? ORDER BY d.id DESC LIMIT ?`,
  );
  const listOf = (index: string, condition: string) =>
    db.prepare<[number, string, number], DeliveryRow>(
      `SELECT ${columns} FROM deliveries d ${index}, progress p
       WHERE d.id < ? AND ${condition} AND d.outcome IN (SELECT value FROM json_each(?)) ORDER BY d.id DESC LIMIT ?`,
    );
  const newestOf = listOf('', 'true');
  const newestNotAccepted = listOf(notAcceptedIndex, notAccepted);
  const one = db.prepare<[number], DetailsRow>(
    `SELECT ${columns}, d.sender, d.content_type, d.query, substr(d.body, 1, ${shownBytes}) AS body, length(d.body) AS body_length
     FROM deliveries d, progress p WHERE d.id = ?`,
  );
  return {
    list({
      limit,
      before,
      outcomes,
    }: Page & { outcomes?: readonly Delivery['outcome'][] | undefined }): EngineResponse<'deliveries.list'> {
      const from = before === undefined ? Number.MAX_SAFE_INTEGER : Number(before);
      const rows = outcomes
        ? (outcomes.includes('accepted') ? newestOf : newestNotAccepted).all(
            from,
            JSON.stringify(outcomes),
            limit,
          )
        : newest.all(from, limit);
      return {
        deliveries: rows.map(toDelivery),
        nextBefore: nextBefore(rows, limit),
      };
    },
    get(id: number): DeliveryDetails | null {
      const row = one.get(id);
      if (!row) return null;
      return {
        delivery: toDelivery(row),
        sender: row.sender,
        contentType: row.content_type,
        query: maskSecrets(row.query),
        // Not fatal: a person may see a body that is not valid UTF-8.
        body: row.body && maskSecrets(new TextDecoder().decode(row.body)),
        isBodyCut: (row.body_length ?? 0) > shownBytes,
      };
    },
  };
}
export type DeliveryQueries = ReturnType<typeof createDeliveryQueries>;
