/**
 * What the Electron main process ("host") and the engine say to each other over the utility process's message port.
 * Both sides parse what they receive; the engine faces the internet and is trusted with no more than this.
 */
import { z } from 'zod';
import { engineConfigSchema } from '../config/engine-config.ts';
import {
  liveTunnelSchema,
  reachabilitySchema,
  systemEventSchema,
  tunnelTestResultSchema,
} from '../config/tunnel.ts';
import { callSchema, deliveryOutcomes, deliverySchema, followUpSchema } from './call.ts';
import { completenessSchema, subscriptionStateSchema } from './completeness.ts';
import { deliveryReasonCodeSchema } from './delivery-reason.ts';
import { problemSchema } from './problem.ts';

/** Newest first. `before` is the ID of the last row of the page before; `total` counts all rows. */
export const pageRequestSchema = z.object({
  limit: z.int().min(1).max(500).default(100),
  before: z.string().optional(),
});
export const callPageSchema = z.object({
  calls: z.array(callSchema),
  nextBefore: z.string().nullable(),
  total: z.number(),
});
export type CallPage = z.infer<typeof callPageSchema>;
export const followUpPageSchema = z.object({
  followUps: z.array(followUpSchema),
  nextBefore: z.string().nullable(),
  total: z.number(),
});
export type FollowUpPage = z.infer<typeof followUpPageSchema>;

/** What the tray shows. */
export const summarySchema = z.object({
  /** Open follow-ups. */
  toCallBack: z.number(),
  /** The newest missed calls and voicemails, five at most. */
  lastMissed: z.array(callSchema),
  /** When the newest genuine event arrived; null before the first. */
  lastEventAt: z.iso.datetime().nullable(),
});
export type Summary = z.infer<typeof summarySchema>;

/** One delivery with what came with it. The body is text for reading, not the bytes. */
export const deliveryDetailsSchema = z.object({
  delivery: deliverySchema,
  /** The address that it came from, as the tunnel's edge saw it; kept for refused deliveries only. */
  sender: z.string().nullable(),
  contentType: z.string().nullable(),
  query: z.string(),
  /** The body, or its beginning; null where none was kept. */
  body: z.string().nullable(),
  isBodyCut: z.boolean(),
});
export type DeliveryDetails = z.infer<typeof deliveryDetailsSchema>;

/** What reprocessing a dead letter did, or (dry run) would do. */
export const reprocessResultSchema = z.object({
  id: z.string(),
  result: z.enum(['processed', 'failed', 'unknown']),
  /** Why it failed, in plain words. */
  reason: z.string().nullable(),
  /** Calls that are new or changed by it. */
  calls: z.array(callSchema),
});
export type ReprocessResult = z.infer<typeof reprocessResultSchema>;

/** How a source is doing. */
export const sourceHealthSchema = z.object({
  sourceId: z.string(),
  /** When the newest genuine delivery came; null before the first. */
  lastEventAt: z.iso.datetime().nullable(),
  /** Deliveries refused in the last 24 hours, and why the newest of them was. */
  refused: z.number(),
  lastRefusal: z
    .object({
      at: z.iso.datetime(),
      reason: z.string(),
      /** Null where an earlier version stored it. */
      code: deliveryReasonCodeSchema.nullable(),
    })
    .nullable(),
  /** Dead letters. */
  failed: z.number(),
  /** When each live secret last proved a delivery, in their order. */
  secrets: z.array(z.object({ lastUsedAt: z.iso.datetime().nullable() })),
});
export type SourceHealth = z.infer<typeof sourceHealthSchema>;

/** What the simulator sends over real HTTP, as the source's vendor would. */
export const simulatedEvents = [
  'missed',
  'voicemail',
  'answered',
  'duplicate',
  'out-of-order',
  'tampered',
  'stale',
  'storm',
] as const;
export const simulatedEventSchema = z.enum(simulatedEvents);
export type SimulatedEvent = z.infer<typeof simulatedEventSchema>;
export const simulationResultSchema = z.object({
  /** One for each request: what was sent, and the HTTP status that answered it. */
  requests: z.array(z.object({ description: z.string(), status: z.number() })),
});
export type SimulationResult = z.infer<typeof simulationResultSchema>;

/** Everything that can be asked of the engine. */
export const engineMethods = {
  /** All calls, or those with one contact (see {@link contactOf}). */
  'calls.list': {
    request: pageRequestSchema.extend({ contact: z.string().optional() }),
    response: callPageSchema,
  },
  'calls.get': { request: z.object({ id: z.string() }), response: callSchema.nullable() },
  /** Removes every call that `simulator.send` made, with what it left to call back. */
  'calls.removeTests': { request: z.object({}), response: z.object({ removed: z.number() }) },
  'deliveries.list': {
    request: pageRequestSchema.extend({ outcomes: z.array(z.enum(deliveryOutcomes)).min(1).optional() }),
    response: z.object({ deliveries: z.array(deliverySchema), nextBefore: z.string().nullable() }),
  },
  'deliveries.get': { request: z.object({ id: z.string() }), response: deliveryDetailsSchema.nullable() },
  /** `ids` absent takes all dead letters, at most 1,000 at once. */
  'deadLetters.reprocess': {
    request: z.object({ ids: z.array(z.string()).max(1000).optional(), dryRun: z.boolean() }),
    response: z.object({ results: z.array(reprocessResultSchema) }),
  },
  'sources.health': { request: z.object({}), response: z.array(sourceHealthSchema) },
  'simulator.send': {
    request: z.object({ sourceId: z.string(), event: simulatedEventSchema }),
    response: simulationResultSchema,
  },
  'followUps.list': {
    request: pageRequestSchema.extend({ state: z.enum(['open', 'closed']).default('open') }),
    response: followUpPageSchema,
  },
  'followUps.close': { request: z.object({ id: z.string() }), response: followUpSchema.nullable() },
  'followUps.reopen': { request: z.object({ id: z.string() }), response: followUpSchema.nullable() },
  summary: { request: z.object({}), response: summarySchema },
  /** Opens the tunnel beside the running one's place, proves it and closes it again. */
  'tunnel.test': { request: liveTunnelSchema, response: tunnelTestResultSchema },
  /** Tries again now instead of after the wait. */
  'tunnel.reconnect': { request: z.object({}), response: z.object({}) },
  /** Looks into the call logs now, of one source or of all. */
  'catchUp.run': { request: z.object({ sourceId: z.string().optional() }), response: completenessSchema },
  'subscriptions.list': { request: z.object({}), response: z.array(subscriptionStateSchema) },
  /** Renews or enables the vendor's subscription. */
  'subscriptions.repair': { request: z.object({ sourceId: z.string() }), response: subscriptionStateSchema },
} as const;
export type EngineMethod = keyof typeof engineMethods;
export type EngineRequest<M extends EngineMethod> = z.input<(typeof engineMethods)[M]['request']>;
export type EngineResponse<M extends EngineMethod> = z.output<(typeof engineMethods)[M]['response']>;

/** A decided notification; `digest` stands for several calls that were found late, `call` is the newest. Shown once for an ID, however often it is sent: the engine repeats it until it is answered. */
export const engineNotificationSchema = z.object({
  /** `<callId>:<revision>`, or `digest:<number>`. */
  id: z.string(),
  /** The notification of the same call that this one takes the place of. */
  replaces: z.string().nullable(),
  kind: z.enum(['missed', 'voicemail', 'digest']),
  call: callSchema,
  /** All calls of a digest, newest first. */
  calls: z.array(callSchema).optional(),
  title: z.string(),
  body: z.string(),
  silent: z.boolean(),
});
export type EngineNotification = z.infer<typeof engineNotificationSchema>;

/** shown: handed to the system; suppressed: deliberately not shown; failed: the system refused it. */
export const notificationResultSchema = z.object({
  id: z.string(),
  result: z.enum(['shown', 'suppressed', 'failed']),
  reason: z.string().optional(),
});
export type NotificationResult = z.infer<typeof notificationResultSchema>;

export const hostMessageSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('configure'),
    /** Counts the configurations that this process was given; what is true of one only names it. */
    revision: z.int(),
    dataFolder: z.string(),
    config: engineConfigSchema,
  }),
  z.object({ type: z.literal('request'), id: z.number(), method: z.string(), params: z.unknown() }),
  z.object({ type: z.literal('notification-result'), result: notificationResultSchema }),
  z.object({ type: z.literal('system'), event: systemEventSchema }),
  /** Answered with `pong` at once: an engine that does not is stuck. */
  z.object({ type: z.literal('ping') }),
  z.object({ type: z.literal('shutdown') }),
]);
export type HostMessage = z.infer<typeof hostMessageSchema>;

export const engineMessageSchema = z.discriminatedUnion('type', [
  /** The process runs and waits for `configure`. */
  z.object({ type: z.literal('ready') }),
  z.object({ type: z.literal('listening'), revision: z.int(), url: z.string(), port: z.number() }),
  /** All current problems; replaces the ones told before. */
  z.object({ type: z.literal('problems'), problems: z.array(problemSchema) }),
  z.discriminatedUnion('ok', [
    z.object({ type: z.literal('response'), id: z.number(), ok: z.literal(true), value: z.unknown() }),
    z.object({
      type: z.literal('response'),
      id: z.number(),
      ok: z.literal(false),
      message: z.string(),
      /** The message is a sentence for the rep: what was asked for cannot be done, and why. */
      isForRep: z.boolean(),
    }),
  ]),
  z.object({
    type: z.literal('calls-changed'),
    calls: z.array(callSchema),
    lastEventAt: z.iso.datetime().nullable(),
  }),
  z.object({ type: z.literal('notify'), notification: engineNotificationSchema }),
  z.object({ type: z.literal('reachability'), revision: z.int(), reachability: reachabilitySchema }),
  z.object({ type: z.literal('completeness'), revision: z.int(), completeness: completenessSchema }),
  z.object({
    type: z.literal('subscriptions'),
    revision: z.int(),
    subscriptions: z.array(subscriptionStateSchema),
  }),
  z.object({
    type: z.literal('log'),
    level: z.enum(['debug', 'info', 'warn', 'error']),
    message: z.string(),
    fields: z.record(z.string(), z.unknown()),
  }),
  z.object({ type: z.literal('pong') }),
  z.object({ type: z.literal('stopped') }),
]);
export type EngineMessage = z.infer<typeof engineMessageSchema>;
