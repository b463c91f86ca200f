import type { Connection } from '../connection.ts';

/**
 * One step of the schema. Its number is its place in the list, counted from 1. It runs in a transaction of the runner's
 * with foreign keys off, and must not begin or end one.
 */
export type Migration = {
  /** Says what changes, as the file's name does. */
  readonly name: string;
} & (
  | {
      /** Statements, carried out in order. */
      readonly sql: string;
    }
  | {
      /** Code, for what SQL alone cannot say. Synchronous: a promise would outlive the transaction. */
      run(db: Connection): void;
    }
);
