/** The configured sources as the store's thread uses them: without their secrets, which it has no use for. */
import type { Source } from '#shared/config/sources.ts';
import type { Origin } from '#shared/contract/origin.ts';
import { callLogReader } from '../catch-up/log-delivery.ts';
import type { EventReader } from '../events/delivery.ts';
import { type ReadableSource, readerFor } from '../processing/read-delivery.ts';
import { providers } from '../providers/index.ts';
import { prepareReader } from '../sources/prepare.ts';

/** A source as the store knows it: its secrets only by their fingerprints. */
export interface StoredSource {
  source: Source;
  fingerprints: readonly string[];
}

const readable = ({ source }: StoredSource): [string, ReadableSource][] => {
  const reader = prepareReader(source);
  const log = providers[source.provider].callLog ?? null;
  return reader.ok ? [[source.id, { source, reader: reader.value, callLog: callLogReader(log) }]] : [];
};

/** Looks sources up by their IDs. */
export function createStoredSources(sources: readonly StoredSource[]) {
  const readers = new Map(sources.flatMap(readable));
  const statuses = new Map(
    sources.map(({ source }) => [source.id, providers[source.provider].accepted?.status]),
  );
  return {
    /** Undefined for a source that is not configured, or whose options cannot be used. */
    get: (id: string): ReadableSource | undefined => readers.get(id),
    /** Reads what came of a source by that origin. */
    readerOf(id: string, origin: Origin): EventReader | undefined {
      const source = readers.get(id);
      return source && readerFor(source, origin);
    },
    /** The HTTP status that the source's provider answers accepted and repeated deliveries with. */
    acceptedStatusOf: (id: string): number => statuses.get(id) ?? 200,
    /** Of each source's live secrets, in their order. */
    fingerprints: new Map(sources.map(({ source, fingerprints }) => [source.id, fingerprints])),
  };
}
