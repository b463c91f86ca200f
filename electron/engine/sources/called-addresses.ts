/**
 * Remembers over which public address each phone system's genuine events come, and notices when the tunnel has another one:
 * the phone system still calls the old address then, and nothing arrives, however well the new one works.
 */
import type { IncomingHttpHeaders } from 'node:http';
import { type LiveSource, usesSocket } from '#shared/config/sources.ts';
import type { CalledAddress } from './address-table.ts';

/** A phone system whose calls go to another address than the tunnel has now. Origins are `https://host[:port]`. */
export interface StaleAddress {
  readonly called: string;
  readonly current: string;
  /** Since when the tunnel has the current one; milliseconds since the Unix epoch. */
  readonly since: number;
  /** The old address leads here as well: calls arrive for now. */
  readonly leadsHere: boolean;
}

export interface CalledAddressesOptions {
  now(): number;
  keep(address: CalledAddress): void;
  forget(sourceId: string): void;
  /** Called when it may have changed for any phone system. */
  onChange(): void;
}

const originOf = (url: string | undefined): string | null =>
  url !== undefined && URL.canParse(url) ? new URL(url).origin : null;

/** The public host that the request names. It is compared with known addresses only, as anybody can send any. */
const namedHosts = (headers: IncomingHttpHeaders): readonly string[] =>
  [headers['x-forwarded-host'], headers.host].flat().filter((host) => host !== undefined);

export function createCalledAddresses({ now, keep, forget, onChange }: CalledAddressesOptions) {
  const known = new Map<string, CalledAddress>();
  let sources: ReadonlyMap<string, LiveSource> = new Map();
  let current: { origin: string; since: number } | null = null;

  const remember = (sourceId: string, origin: string, knownBy: CalledAddress['knownBy']): void => {
    const before = known.get(sourceId);
    const address = { sourceId, origin, knownAt: now(), knownBy };
    known.set(sourceId, address);
    const isSame = before?.origin === origin && before.knownBy === knownBy;
    if (!isSame) keep(address);
    // The first event over the old address since the change shows that it leads here, too.
    const isFirstOverOld =
      current !== null && origin !== current.origin && (before?.knownAt ?? 0) <= current.since;
    if (!isSame || isFirstOverOld) onChange();
  };

  return {
    /** Adds what is stored; what came meanwhile is newer. */
    load(stored: readonly CalledAddress[]): void {
      for (const address of stored) if (!known.has(address.sourceId)) known.set(address.sourceId, address);
      onChange();
    },
    /** Takes the configured phone systems into use. What is known of one that was removed is forgotten. */
    setSources(next: readonly LiveSource[]): void {
      for (const id of sources.keys())
        if (!next.some((source) => source.id === id)) {
          known.delete(id);
          forget(id);
        }
      sources = new Map(next.map((source) => [source.id, source]));
    },
    /** Says which address the tunnel has; null where there is none, or it is not known yet. */
    setCurrent(origin: string | null): void {
      if (origin === (current?.origin ?? null)) return;
      current = origin === null ? null : { origin, since: now() };
      onChange();
    },
    /** Notes a genuine event that came through the tunnel. */
    onEvent(sourceId: string, headers: IncomingHttpHeaders): void {
      if (!current) return;
      const { origin } = current;
      const own = originOf(sources.get(sourceId)?.publicUrl);
      if (own !== null && own !== origin) {
        // Something outside Ringback forwards: the tunnel's address is not what the phone system calls.
        if (known.delete(sourceId)) {
          forget(sourceId);
          onChange();
        }
        return;
      }
      const before = known.get(sourceId)?.origin ?? origin;
      const isOld = before !== origin && namedHosts(headers).includes(new URL(before).host);
      remember(sourceId, isOld ? before : origin, 'event');
    },
    /** Notes that the phone system was given the current address. */
    confirm(sourceId: string): void {
      if (current) remember(sourceId, current.origin, 'rep');
    },
    /** Returns null where the phone system calls the current address, as far as is known. */
    staleOf(sourceId: string): StaleAddress | null {
      const address = known.get(sourceId);
      const source = sources.get(sourceId);
      if (!address || !current || address.origin === current.origin || !source || usesSocket(source))
        return null;
      const { origin, since } = current;
      return { called: address.origin, current: origin, since, leadsHere: address.knownAt > since };
    },
    /** Whether the rep said that the phone system was given the current address, and no event has come over it yet. */
    isUnproved(sourceId: string): boolean {
      const address = known.get(sourceId);
      return address?.knownBy === 'rep' && address.origin === current?.origin;
    },
  };
}
export type CalledAddresses = ReturnType<typeof createCalledAddresses>;
