/** Remembers when each live secret last proved a delivery, so that the old one of two can be dropped safely. */
import type { LiveSource } from '#shared/config/sources.ts';
import { fingerprint } from './fingerprint.ts';
import type { SecretUse } from './secret-uses.ts';

/** Written down at most this often; noting a use itself costs next to nothing. */
const flushMs = 5000;

export function createSecretUseLog(send: (uses: readonly SecretUse[]) => void) {
  let fingerprints: ReadonlyMap<string, readonly string[]> = new Map();
  const latest = new Map<string, SecretUse>();
  const flush = (): void => {
    if (latest.size === 0) return;
    send([...latest.values()]);
    latest.clear();
  };
  const timer = setInterval(flush, flushMs);
  return {
    /** Says which secrets are live from now on. */
    setSources(sources: readonly Pick<LiveSource, 'id' | 'secrets'>[]): void {
      fingerprints = new Map(sources.map(({ id, secrets }) => [id, secrets.map(fingerprint)]));
    },
    /** @param at milliseconds since the Unix epoch. */
    note(sourceId: string, secretIndex: number, at: number): void {
      const print = fingerprints.get(sourceId)?.[secretIndex];
      if (print !== undefined) latest.set(`${sourceId} ${print}`, { sourceId, fingerprint: print, at });
    },
    stop(): void {
      clearInterval(timer);
      flush();
    },
  };
}
