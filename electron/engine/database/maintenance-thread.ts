/** Checkpoints, backups and the check of large databases, on a thread and connection of their own: no commit waits. */
import { statSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { dayMs, hourMs } from '#shared/util/instant.ts';
import { backUpWhenDue } from './backup.ts';
import { checkpoint } from './checkpoint.ts';
import { type Connection, connect } from './connection.ts';
import { type DatabaseIdentity, isSameFile } from './identity.ts';
import { checkedAtOpenBytes } from './open.ts';
import { faultOf, StoreError } from './store-error.ts';

export interface MaintenanceData {
  identity: DatabaseIdentity;
}

/** Told to the store's thread, which exchanges a damaged database and finishes a checkpoint. */
export interface FromMaintenance {
  type: 'damaged' | 'checkpointed';
}

const { identity } = workerData as MaintenanceData;
const { file } = identity;

const checkpointMs = 500;
/** Not at once, as a start has better things to do. */
const firstBackupMs = 60_000;
const backupCheckMs = 10 * 60_000;

let db: Connection | null = null;
const tell = (type: FromMaintenance['type']): void =>
  parentPort?.postMessage({ type } satisfies FromMaintenance);
const open = (): Connection => {
  db ??= connect(file, { mustExist: true, busyTimeoutMs: 0 });
  // A backup of another database would push good ones out.
  if (!isSameFile(identity)) throw new StoreError('displaced', 'Another database is in its place');
  return db;
};

/** Busy, full or not there yet: it is tried again, and the store reports what is wrong with the database. */
function attempt(task: () => void): void {
  try {
    task();
  } catch (error) {
    if (faultOf(error) === 'corrupt') tell('damaged');
    db?.close();
    db = null;
  }
}

/** Damage is better known while a backup of yesterday is there. A connection of its own reads the file and no cache. */
function check(): void {
  db?.close();
  db = null;
  if (open().pragma('quick_check(1)', { simple: true }) !== 'ok') tell('damaged');
}

/** Small databases are checked before they are used; a large one would keep the first calls waiting. */
function checkLargeDatabase(): void {
  if (statSync(file).size > checkedAtOpenBytes) check();
}

/** A fraction of a second of one core for a small one. */
function checkSmallDatabase(): void {
  if (statSync(file).size <= checkedAtOpenBytes) check();
}

function checkPoint(): void {
  if (checkpoint(file, open)) tell('checkpointed');
}

const timers = [
  setInterval(() => attempt(checkPoint), checkpointMs),
  setTimeout(() => attempt(checkLargeDatabase), firstBackupMs / 2),
  setInterval(() => attempt(checkSmallDatabase), hourMs),
  setInterval(() => attempt(checkLargeDatabase), dayMs),
  setTimeout(() => attempt(() => backUpWhenDue(file, open, Date.now())), firstBackupMs),
  setInterval(() => attempt(() => backUpWhenDue(file, open, Date.now())), backupCheckMs),
];

parentPort?.once('message', () => {
  for (const timer of timers) clearInterval(timer);
  db?.close();
  parentPort?.close();
});
