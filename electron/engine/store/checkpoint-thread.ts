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

let db: Connection | null = null;

function checkpoint(): void {
  try {
    if (statSync(`${file}-wal`).size < checkpointBytes) return;
    db ??= connect(file, { busyTimeoutMs: 0 });
    db.pragma('wal_checkpoint(PASSIVE)');
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
