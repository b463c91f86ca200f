/** Reading a stored delivery. Nothing is written meanwhile, so that one that cannot be read leaves nothing to undo. */
import type { Source } from '#shared/config/sources.ts';
import type { Origin } from '#shared/contract/origin.ts';
import type { EventOrigin } from '../calls/call-repository.ts';
import type { CallEvent } from '../events/call-event.ts';
import { DeliveryError, type EventReader, PartlyMalformed, type StoredDelivery } from '../events/delivery.ts';
import { originOf } from '../intake/origin.ts';

/** The readers of a source. */
export interface ReadableSource {
  source: Source;
  /** Reads the vendor's webhooks and socket events. */
  reader: EventReader;
  /** Reads records of the vendor's call log. */
  callLog: EventReader;
}

/** The reader for deliveries of an origin. */
export const readerFor = ({ reader, callLog }: ReadableSource, origin: Origin): EventReader =>
  origin === 'call-log' ? callLog : reader;

/** A delivery as it is stored. */
export interface DeliveryRow {
  id: number;
  source_id: string;
  received_at: number;
  outcome: string;
  attempts: number;
  content_type: string | null;
  query: string;
  headers: string | null;
  body: Buffer | null;
  origin: number;
}

/** What a delivery says. */
export interface ReadDelivery {
  events: readonly CallEvent[];
  /** Why a part of it could not be read; null where all could. */
  fault: PartlyMalformed | null;
  from: EventOrigin;
}

/** Creates the function that reads a delivery. It throws a DeliveryError where nothing could be read, or what the reader throws. */
export function createReadDelivery(sourceOf: (sourceId: string) => ReadableSource | undefined) {
  return (row: DeliveryRow): ReadDelivery => {
    const source = sourceOf(row.source_id);
    if (!source)
      throw new DeliveryError(
        'source-removed',
        'The phone system that sent this was removed from Settings before it was processed.',
      );
    const origin = originOf(row.origin);
    const delivery: StoredDelivery = {
      query: row.query,
      contentType: row.content_type,
      headers: row.headers === null ? {} : (JSON.parse(row.headers) as Record<string, string>),
      body: row.body ?? Buffer.alloc(0),
      receivedAt: row.received_at,
    };
    const from = {
      deliveryId: row.id,
      sourceId: row.source_id,
      provider: source.source.provider,
      receivedAt: row.received_at,
      origin,
    };
    const { events, fault } = readAll(readerFor(source, origin), delivery);
    if (origin !== 'rescued') return { events, fault, from };
    return { events: events.map((event) => ({ ...event, isLate: true })), fault, from };
  };
}

function readAll(reader: EventReader, delivery: StoredDelivery): Pick<ReadDelivery, 'events' | 'fault'> {
  try {
    return { events: reader.read(delivery), fault: null };
  } catch (error) {
    if (!(error instanceof PartlyMalformed)) throw error;
    return { events: error.events, fault: error };
  }
}
