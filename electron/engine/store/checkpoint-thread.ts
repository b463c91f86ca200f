/**
 * Writes the write-ahead log back into the database, on a thread and connection of its own: a passive checkpoint never
 * makes a commit wait for a lock.
 */
import { statSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { type Connection, connect } from './connection.ts';

const { file } = workerData as { file: string };

/** A smaller log is not worth the work; about 1,000 pages, SQLite's own default. */
const checkpointBytes = 4 * 1024 * 1024;
const intervalMs = 500;
const passes = 3;

let db: Connection | null = null;

function checkpoint(): void {
  try {
    if (statSync(`${file}-wal`).size < checkpointBytes) return;
    db ??= connect(file, { busyTimeoutMs: 0 });
    // The log can begin anew only when all of it was written back, and commits go on meanwhile: the later passes have
    // little left to do, and so the time to reach the end between two commits.
    for (let pass = 0; pass < passes; pass++) db.pragma('wal_checkpoint(PASSIVE)');
  } catch {
    // Busy, full or not there yet: the log keeps everything, and the store reports what is wrong with it.
    db?.close();
    db = null;
  }
}

const timer = setInterval(checkpoint, intervalMs);
parentPort?.once('message', () => {
  clearInterval(timer);
  db?.close();
  parentPort?.close();
});
