/** Dead letters once more: one by one or all, and first, if wished, only to see what would come of it. */
import type { Call } from '#shared/contract/calls.ts';
import type { ReprocessResult } from '#shared/contract/deliveries.ts';
import type { FailureCode } from '#shared/contract/delivery-reason.ts';
import type { Connection } from '../database/connection.ts';
import { isStoreFault } from '../database/store-error.ts';
import { notAccepted, notAcceptedIndex } from '../intake/delivery-queries.ts';

/** Undoes what a dry run wrote. */
class DryRun extends Error {
  readonly calls: Call[];
  constructor(calls: Call[]) {
    super('dry run');
    this.calls = calls;
  }
}

/** At once; more take a further call. */
const maxLetters = 1000;

/** Why a delivery could not be processed. */
export interface Failure {
  code: FailureCode;
  reason: string;
}

export interface Reprocessor {
  db: Connection;
  /** Applies one delivery by itself. @throws whatever keeps it from being processed. */
  apply(deliveryId: number): Call[];
  failureOf(error: unknown): Failure;
}

export function createReprocess({ db, apply, failureOf }: Reprocessor) {
  const deadLetters = db
    .prepare<[], number>(
      `SELECT id FROM deliveries ${notAcceptedIndex} WHERE ${notAccepted} AND outcome = 'failed' ORDER BY id LIMIT ${maxLetters}`,
    )
    .pluck();
  const isDead = db.prepare<[number], { id: number }>(
    "SELECT id FROM deliveries WHERE id = ? AND outcome = 'failed'",
  );
  const revive = db.prepare(
    "UPDATE deliveries SET outcome = 'accepted', attempts = attempts + 1, reason = NULL, reason_code = NULL WHERE id = ?",
  );
  const stillDead = db.prepare(
    'UPDATE deliveries SET attempts = attempts + 1, reason = ?, reason_code = ? WHERE id = ?',
  );

  const one = db.transaction((id: number, dryRun: boolean): Call[] => {
    const calls = apply(id);
    if (dryRun) throw new DryRun(calls);
    revive.run(id);
    return calls;
  }).immediate;

  /** @param ids absent for all. Each is a transaction of its own, so that one failure does not undo the others. */
  return function reprocess(ids: readonly string[] | undefined, dryRun: boolean): ReprocessResult[] {
    return (ids ?? deadLetters.all().map(String)).map((id): ReprocessResult => {
      if (!isDead.get(Number(id)))
        return { id, result: 'unknown', reason: 'It is no dead letter, or not any more.', calls: [] };
      try {
        return { id, result: 'processed', reason: null, calls: one(Number(id), dryRun) };
      } catch (error) {
        if (error instanceof DryRun) return { id, result: 'processed', reason: null, calls: error.calls };
        if (isStoreFault(error)) throw error;
        const { code, reason } = failureOf(error);
        if (!dryRun) stillDead.run(reason, code, Number(id));
        return { id, result: 'failed', reason, calls: [] };
      }
    });
  };
}
