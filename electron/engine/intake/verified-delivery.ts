/**
 * Verified deliveries. Only these can be appended to the inbox, and only the functions of this file make them. Each function
 * names the proof.
 */
import type { Origin } from '#shared/contract/origin.ts';
import type { Verdict } from '../providers/contract/provider.ts';

/** The fields that deliveries of one source usually share. */
export interface Envelope {
  readonly sourceId: string;
  readonly origin: Origin;
  readonly query: string;
  readonly contentType: string | null;
  /** The headers that the source's provider asked to keep, as JSON; null when there are none. */
  readonly headers: string | null;
  /** The signature that proved it, where one signature is one delivery (see {@link Verdict}). */
  readonly proof: string | undefined;
}

/** A delivery that may or may not be genuine. */
export interface DeliveryContent extends Envelope {
  /** Milliseconds since the Unix epoch. */
  readonly receivedAt: number;
  readonly body: Buffer;
}

declare const verified: unique symbol;
export interface VerifiedDelivery extends DeliveryContent {
  readonly [verified]: true;
}

const admit = (content: DeliveryContent): VerifiedDelivery => content as VerifiedDelivery;

type Genuine = Extract<Verdict, { genuine: true }>;

/** Admits a request or frame that an authenticator found genuine. */
export const provedByVerdict = (
  verdict: Genuine,
  content: Omit<DeliveryContent, 'proof' | 'origin'>,
  origin: Exclude<Origin, 'call-log'>,
): VerifiedDelivery =>
  admit({
    sourceId: content.sourceId,
    origin,
    query: content.query,
    contentType: content.contentType,
    headers: content.headers,
    proof: verdict.proof,
    receivedAt: content.receivedAt,
    body: content.body,
  });

/** A message that a vendor sent over a connection which the engine opened with the user's credentials. */
export type Received = Pick<DeliveryContent, 'sourceId' | 'receivedAt' | 'contentType' | 'body'>;

/** Admits such a message: TLS and the login are the proof. */
export const provedByConnection = (
  received: Received,
  origin: Extract<Origin, 'socket' | 'call-log'>,
): VerifiedDelivery => admit({ ...received, origin, query: '', headers: null, proof: undefined });

/** Admits a {@link VerifiedDelivery} again that another thread of this process has handed over. */
export const handedOver = admit;
