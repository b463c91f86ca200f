/** When each live secret last proved a delivery. */
import type { Connection } from '../database/connection.ts';

export interface SecretUse {
  sourceId: string;
  fingerprint: string;
  /** Milliseconds since the Unix epoch. */
  at: number;
}

export function createSecretUses(db: Connection) {
  const upsert = db.prepare(
    'INSERT INTO secret_uses VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET last_used_at = max(last_used_at, excluded.last_used_at)',
  );
  return db.transaction((uses: readonly SecretUse[]): void => {
    for (const { sourceId, fingerprint, at } of uses) upsert.run(sourceId, fingerprint, at);
  }).immediate;
}
