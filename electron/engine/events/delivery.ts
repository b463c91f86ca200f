/** A genuine delivery, and how its events are read. */
import type { FailureCode } from '#shared/contract/delivery-reason.ts';
import type { CallEvent } from './call-event.ts';

/** A genuine delivery as the inbox keeps it. */
export interface StoredDelivery {
  readonly query: string;
  readonly contentType: string | null;
  /** The headers that the provider asked to keep, names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  /** Milliseconds since the Unix epoch. */
  readonly receivedAt: number;
}

/** What makes a delivery the same as another one. */
export interface Identity {
  readonly eventId: string;
  readonly eventType: string | null;
}

export interface EventReader {
  /** @throws MalformedDelivery when the body is not what the vendor sends: the sender is answered 400. */
  identify(delivery: StoredDelivery): Identity;
  /** The calls' events that the delivery tells of; empty when it tells of none. @throws MalformedDelivery */
  read(delivery: StoredDelivery): CallEvent[];
}

/** A genuine delivery cannot be processed, now or later. The message is plain and quotes nothing of the body. */
export class DeliveryError extends Error {
  override readonly name: string = 'DeliveryError';
  readonly code: FailureCode;
  constructor(code: FailureCode, message: string) {
    super(message);
    this.code = code;
  }
}

/** The body of a genuine delivery cannot be read. */
export class MalformedDelivery extends DeliveryError {
  override readonly name = 'MalformedDelivery';
  constructor(message: string) {
    super('malformed', message);
  }
}
