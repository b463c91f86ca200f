/** The progress of catch-up in the store. Times are milliseconds since the Unix epoch. */
import type { Connection } from '../database/connection.ts';
import type { InternalHandlers } from '../methods/handler.ts';

export interface Progress {
  readonly sourceId: string;
  /** The period without a gap; null before the first completed run. */
  readonly proven: { readonly from: number; readonly to: number } | null;
  /** The current or interrupted run. */
  readonly run: {
    readonly from: number;
    readonly to: number;
    readonly startedAt: number;
    readonly cursor: string | null;
  } | null;
}

/** The store methods that catch-up uses. */
export interface ProgressMethods {
  'catchUp.load': { params: undefined; result: Progress[] };
  'catchUp.save': { params: Progress; result: undefined };
  /** The number of a source's calls that were first received since then and that no webhook reported. */
  'catchUp.foundLater': { params: { sourceId: string; since: number }; result: number };
}

interface Row {
  source_id: string;
  proven_from: number | null;
  proven_to: number | null;
  run_from: number | null;
  run_to: number | null;
  run_started_at: number | null;
  cursor: string | null;
}

/** The `catch_up` table. */
export function createProgressTable(db: Connection) {
  const all = db.prepare<[], Row>('SELECT * FROM catch_up');
  const put = db.prepare(
    `INSERT OR REPLACE INTO catch_up (source_id, proven_from, proven_to, run_from, run_to, run_started_at, cursor)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
  );
  const found = db
    .prepare<[string, number], number>(
      'SELECT count(*) FROM calls WHERE source_id = ? AND found_later = 1 AND first_received_at >= ?',
    )
    .pluck();
  return {
    load: (): Progress[] => all.all().map(toProgress),
    save({ sourceId, proven, run }: Progress): void {
      put.run(
        sourceId,
        proven?.from ?? null,
        proven?.to ?? null,
        run?.from ?? null,
        run?.to ?? null,
        run?.startedAt ?? null,
        run?.cursor ?? null,
      );
    },
    /** @param since milliseconds since the Unix epoch. */
    foundLater: (sourceId: string, since: number): number => found.get(sourceId, since) ?? 0,
  };
}

function toProgress(row: Row): Progress {
  const { proven_from, proven_to, run_from, run_to, run_started_at } = row;
  return {
    sourceId: row.source_id,
    proven: proven_from === null || proven_to === null ? null : { from: proven_from, to: proven_to },
    run:
      run_from === null || run_to === null || run_started_at === null
        ? null
        : { from: run_from, to: run_to, startedAt: run_started_at, cursor: row.cursor },
  };
}

export interface ProgressContext {
  readonly progress: ReturnType<typeof createProgressTable>;
}

export const progressHandlers: InternalHandlers<ProgressMethods, ProgressContext> = {
  'catchUp.load': { durable: false, run: (_, { progress }) => progress.load() },
  'catchUp.save': { durable: true, run: (saved, { progress }) => void progress.save(saved) },
  'catchUp.foundLater': {
    durable: false,
    run: ({ sourceId, since }, { progress }) => progress.foundLater(sourceId, since),
  },
};
