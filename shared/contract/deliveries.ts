/** The contract of deliveries: received requests and events. All times are ISO 8601 in UTC. */
import { z } from 'zod';
import { callSchema } from './calls.ts';
import { deliveryReasonCodeSchema } from './delivery-reason.ts';
import type { EngineMethods } from './method.ts';
import { originSchema } from './origin.ts';
import { pageRequestSchema } from './page.ts';

export const deliveryOutcomes = ['accepted', 'duplicate', 'rejected', 'failed', 'handshake'] as const;
const deliverySchema = z.object({
  id: z.string(),
  sourceId: z.string(),
  receivedAt: z.iso.datetime(),
  eventId: z.string().nullable(),
  eventType: z.string().nullable(),
  outcome: z.enum(deliveryOutcomes),
  /** The HTTP status of the answer. */
  status: z.number(),
  /** Why it was refused or could not be processed, in plain words; null when neither. */
  reason: z.string().nullable(),
  /** The code of that reason; null also for deliveries of an earlier version. */
  reasonCode: deliveryReasonCodeSchema.nullable(),
  /** Number of attempts to process it. */
  attempts: z.number(),
  origin: originSchema,
});
export type Delivery = z.infer<typeof deliverySchema>;

/** A delivery with its content. The body is text for reading, not the bytes. */
const deliveryDetailsSchema = z.object({
  delivery: deliverySchema,
  /** The sender's address, as the tunnel's edge saw it; kept only for refused deliveries. */
  sender: z.string().nullable(),
  contentType: z.string().nullable(),
  query: z.string(),
  /** The body, or its beginning; null when not kept. */
  body: z.string().nullable(),
  isBodyCut: z.boolean(),
});
export type DeliveryDetails = z.infer<typeof deliveryDetailsSchema>;

/** The result of reprocessing a dead letter, or of its dry run. */
const reprocessResultSchema = z.object({
  id: z.string(),
  result: z.enum(['processed', 'failed', 'unknown']),
  /** Why it failed, in plain words. */
  reason: z.string().nullable(),
  /** The new and changed calls. */
  calls: z.array(callSchema),
});
export type ReprocessResult = z.infer<typeof reprocessResultSchema>;

export const deliveryEngineMethods = {
  'deliveries.list': {
    request: pageRequestSchema.extend({ outcomes: z.array(z.enum(deliveryOutcomes)).min(1).optional() }),
    response: z.object({ deliveries: z.array(deliverySchema), nextBefore: z.string().nullable() }),
    forwarded: true,
  },
  'deliveries.get': {
    request: z.object({ id: z.string() }),
    response: deliveryDetailsSchema.nullable(),
    forwarded: true,
  },
  /** Adds the refused requests of a phone system that are genuine after all. */
  'deliveries.rescue': {
    request: z.object({ sourceId: z.string() }),
    response: z.object({ added: z.int(), duplicates: z.int() }),
    timeoutMs: 30_000,
    forwarded: true,
  },
  /** Reprocesses dead letters, at most 1,000 at once. Without `ids`, all. */
  'deliveries.reprocess': {
    request: z.object({ ids: z.array(z.string()).max(1000).optional(), dryRun: z.boolean() }),
    response: z.object({ results: z.array(reprocessResultSchema) }),
    forwarded: true,
  },
} as const satisfies EngineMethods;
