/** A stored delivery, and the reader of its events. */
import type { FailureCode } from '#shared/contract/delivery-reason.ts';
import type { CallEvent } from './call-event.ts';

/** A genuine delivery as the inbox stores it. */
export interface StoredDelivery {
  readonly query: string;
  readonly contentType: string | null;
  /** The headers that the provider keeps, with names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  /** Milliseconds since the Unix epoch. */
  readonly receivedAt: number;
}

/** The identity of a delivery: two with the same event ID are duplicates. */
export interface Identity {
  readonly eventId: string;
  readonly eventType: string | null;
}

export interface EventReader {
  /** Reads the event ID and type. @throws MalformedDelivery for a body that the vendor never sends; it is answered with 400. */
  identify(delivery: StoredDelivery): Identity;
  /** Reads the events about calls; none for a delivery about something else. @throws MalformedDelivery */
  read(delivery: StoredDelivery): CallEvent[];
}

/** A genuine delivery that can never be processed. The message is for the rep and quotes nothing of the body. */
export class DeliveryError extends Error {
  override readonly name: string = 'DeliveryError';
  readonly code: FailureCode;
  constructor(code: FailureCode, message: string) {
    super(message);
    this.code = code;
  }
}

/** A genuine delivery with an unreadable body. */
export class MalformedDelivery extends DeliveryError {
  override readonly name: string = 'MalformedDelivery';
  constructor(message: string) {
    super('malformed', message);
  }
}

/** A genuine delivery of several events, some of which are unreadable. The others count. */
export class PartlyMalformed extends MalformedDelivery {
  override readonly name = 'PartlyMalformed';
  /** What the readable ones say about calls. */
  readonly events: readonly CallEvent[];
  constructor(bad: number, all: number, { message }: MalformedDelivery, events: readonly CallEvent[]) {
    super(`${bad} of ${all} events could not be read; the others were. ${message}`);
    this.events = events;
  }
}
