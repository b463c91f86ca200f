/** The commands that print stored calls and deliveries as JSON arrays, newest first. They work beside a running engine. */
import { existsSync, writeSync } from 'node:fs';
import { createCallQueries } from '../calls/queries.ts';
import { type Connection, connect } from '../database/connection.ts';
import { isOfOlderVersion, refuseNewer } from '../database/migrate.ts';
import { databaseFile } from '../database/open.ts';
import type { Page } from '../database/page.ts';
import { StoreError } from '../database/store-error.ts';
import { createDeliveryQueries } from '../intake/delivery-queries.ts';

/** A wrong argument, or a file that cannot be read. The message is for the terminal. */
export class CliError extends Error {
  override readonly name = 'CliError';
}

const pageSize = 500;

export const dumpCalls = (dataFolder: string): void =>
  dump(dataFolder, (db) => {
    const queries = createCallQueries(db);
    return (page) => {
      const { calls, nextBefore } = queries.list(page);
      return { rows: calls, nextBefore };
    };
  });

export const dumpDeliveries = (dataFolder: string): void =>
  dump(dataFolder, (db) => {
    const queries = createDeliveryQueries(db);
    return (page) => {
      const { deliveries, nextBefore } = queries.list(page);
      return { rows: deliveries, nextBefore };
    };
  });

type List = (page: Page) => { rows: readonly object[]; nextBefore: string | null };

function dump(dataFolder: string, lister: (db: Connection) => List): void {
  const file = databaseFile(dataFolder);
  if (!existsSync(file)) {
    print('[]\n');
    return;
  }
  let db: Connection | null = null;
  try {
    db = connect(file, { readonly: true, busyTimeoutMs: 2000 });
    refuseNewer(db);
    if (isOfOlderVersion(db))
      throw new CliError(
        `${file} was written by an older version of Ringback. Start this one with it once (serve), which brings it up to date.`,
      );
    const list = lister(db);
    // One read transaction: the pages stay consistent while the engine writes.
    db.transaction(() => {
      let separator = '[';
      for (let before: string | null | undefined; before !== null; ) {
        const page = list({ limit: pageSize, before });
        for (const row of page.rows) {
          print(`${separator}${JSON.stringify(row)}`);
          separator = ',\n';
        }
        before = page.nextBefore;
      }
      print(separator === '[' ? '[]\n' : ']\n');
    })();
  } catch (error) {
    // The database is damaged, locked, or of a newer version.
    if (error instanceof StoreError || (error instanceof Error && error.name === 'SqliteError'))
      throw new CliError(`${file} cannot be read: ${error.message}`);
    throw error;
  } finally {
    db?.close();
  }
}

/** Writes to stdout synchronously, so that nothing is lost when the process ends. Waits while a pipe is full. */
function print(text: string): void {
  let rest = Buffer.from(text);
  while (rest.length > 0) {
    try {
      rest = rest.subarray(writeSync(1, rest));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
    }
  }
}
