/** Writing the write-ahead log back into the database, in the background: a passive checkpoint makes no commit wait. */
import { statSync } from 'node:fs';
import type { Connection } from './connection.ts';

/**
 * A smaller log is not worth the work: the disk is busy with a checkpoint for longer than with the commits that wait
 * meanwhile, and most pages of a log are newer versions of the same ones. Reading a log of this size at a start takes a
 * fraction of a second.
 */
const checkpointBytes = 32 * 1024 * 1024;
/**
 * The log can begin anew only when all of it was written back, and commits go on meanwhile: the later passes have little
 * left to do, and so the time to reach the end between two commits.
 */
const passes = 3;

/** @throws the SQLite or file system error; the log keeps everything then. */
export function checkpoint(file: string, open: () => Connection): void {
  if (statSync(`${file}-wal`).size < checkpointBytes) return;
  const db = open();
  for (let pass = 0; pass < passes; pass++) db.pragma('wal_checkpoint(PASSIVE)');
}
