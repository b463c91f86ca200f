/** Writing the write-ahead log back into the database, in the background: a passive checkpoint makes no commit wait. */
import { statSync } from 'node:fs';
import type { Connection } from './connection.ts';

/**
 * A smaller log is not worth the work: the disk is busy with a checkpoint for longer than with the commits that wait
 * meanwhile, and most pages of a log are newer versions of the same ones. Reading a log of this size at a start takes a
 * fraction of a second.
 */
const checkpointBytes = 32 * 1024 * 1024;
/** Commits go on meanwhile: each pass has less to do than the one before, and leaves less for the connection that writes. */
const passes = 3;

/**
 * What the connection that writes may have to do at the end: one to three milliseconds of its time, a few more where the
 * database's file has just grown. When there is more, the next checkpoint comes closer.
 */
const fewFrames = 512;

interface LogState {
  /** Pages in the log, and how many of them were written back. */
  log: number;
  checkpointed: number;
}

const stateOf = (db: Connection): LogState => {
  const [state] = db.pragma('wal_checkpoint(NOOP)') as LogState[];
  return state ?? { log: 0, checkpointed: 0 };
};

/**
 * Writes back most of a large log.
 * @returns whether {@link finishCheckpoint} is worth calling.
 * @throws the SQLite or file system error; the log keeps everything then.
 */
export function checkpoint(file: string, open: () => Connection): boolean {
  // The file never shrinks while it is open; most of the time this spares a connection.
  if (statSync(`${file}-wal`).size < checkpointBytes) return false;
  const db = open();
  const { log, checkpointed } = stateOf(db);
  if (log === checkpointed || log * Number(db.pragma('page_size', { simple: true })) < checkpointBytes)
    return false;
  for (let pass = 0; pass < passes; pass++) db.pragma('wal_checkpoint(PASSIVE)');
  return true;
}

/**
 * Call on the connection that writes, between two commits: with the rest written back, its next commit begins the log
 * anew. Without that, a log that is always written to grows for ever, and every sync has to write its new size too.
 * @throws the SQLite error; the log keeps everything then.
 */
export function finishCheckpoint(db: Connection): void {
  const { log, checkpointed } = stateOf(db);
  if (log - checkpointed <= fewFrames) db.pragma('wal_checkpoint(PASSIVE)');
}
