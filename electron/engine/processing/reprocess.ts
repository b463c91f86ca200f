/** Reprocessing of dead letters, some or all. A dry run only previews the result. */
import type { Call } from '#shared/contract/calls.ts';
import type { ReprocessResult } from '#shared/contract/deliveries.ts';
import type { FailureCode } from '#shared/contract/delivery-reason.ts';
import type { Connection } from '../database/connection.ts';
import { isStoreFault } from '../database/store-error.ts';
import { notAccepted, notAcceptedIndex } from '../intake/delivery-queries.ts';

/** Thrown at the end of a dry run, to roll back what it wrote. */
class DryRun extends Error {
  readonly calls: Call[];
  constructor(calls: Call[]) {
    super('dry run');
    this.calls = calls;
  }
}

/** Most dead letters in one call. The rest needs another call. */
const maxLetters = 1000;

/** Why a delivery could not be processed. */
export interface Failure {
  code: FailureCode;
  reason: string;
}

export interface Reprocessor {
  db: Connection;
  /** Applies a single delivery. @throws the error that prevents it. */
  apply(deliveryId: number): Call[];
  failureOf(error: unknown): Failure;
}

/** Prepares reprocessing. */
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

  /** @param ids absent for all. Each delivery has its own transaction, so a failure does not roll back the others. */
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
