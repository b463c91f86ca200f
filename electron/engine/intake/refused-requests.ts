/** Refused requests that are kept whole, so that they can be verified again. */
import type { Connection } from '../database/connection.ts';
import type { InternalHandlers } from '../methods/handler.ts';

export interface RefusedRequest {
  deliveryId: number;
  sourceId: string;
  /** Milliseconds since the Unix epoch, by the clock of then. */
  receivedAt: number;
  method: string;
  query: string;
  /** See `sealed-headers.ts`. */
  headers: string;
  body: Buffer;
}

/** What the engine asks of them. */
export interface RefusedMethods {
  /** Oldest first. */
  'refused.list': { params: { sourceId: string }; result: RefusedRequest[] };
  /** They are not offered again; what is shown of them stays. */
  'refused.forget': { params: { deliveryIds: readonly number[] }; result: undefined };
}

export function createRefusedRequests(db: Connection) {
  const list = db.prepare<[string], RefusedRequest>(
    `SELECT r.delivery_id AS deliveryId, d.source_id AS sourceId, d.received_at AS receivedAt, r.method, r.query, r.headers,
       coalesce(d.body, x'') AS body
     FROM refused_requests r JOIN deliveries d ON d.id = r.delivery_id WHERE d.source_id = ? ORDER BY r.delivery_id`,
  );
  const forget = db.prepare('DELETE FROM refused_requests WHERE delivery_id = ?');
  return {
    list: (sourceId: string): RefusedRequest[] => list.all(sourceId),
    forget: db.transaction((ids: readonly number[]): void => {
      for (const id of ids) forget.run(id);
    }).immediate,
  };
}

export interface RefusedContext {
  readonly refused: ReturnType<typeof createRefusedRequests>;
}

export const refusedHandlers: InternalHandlers<RefusedMethods, RefusedContext> = {
  'refused.list': { durable: false, run: ({ sourceId }, { refused }) => refused.list(sourceId) },
  'refused.forget': {
    durable: true,
    run: ({ deliveryIds }, { refused }) => void refused.forget(deliveryIds),
  },
};
