/**
 * The messages between the Electron main process ("host") and the engine, over the utility process's message port. Both
 * sides parse what they receive. The engine faces the internet, so it can do no more than this.
 */
import { z } from 'zod';
import { engineConfigSchema } from '../config/engine-config.ts';
import { combine } from '../util/combine.ts';
import { callEngineMethods, callSchema } from './calls.ts';
import { catchUpEngineMethods, completenessSchema } from './catch-up.ts';
import { deliveryEngineMethods } from './deliveries.ts';
import { engineErrorCodeSchema } from './engine-error.ts';
import { followUpEngineMethods } from './follow-ups.ts';
import { engineNotificationSchema, notificationResultSchema } from './notifications.ts';
import { problemSchema } from './problem.ts';
import { simulatorEngineMethods } from './simulator.ts';
import { sourceEngineMethods } from './sources.ts';
import { subscriptionEngineMethods, subscriptionStateSchema } from './subscriptions.ts';
import { summaryEngineMethods } from './summary.ts';
import { systemEventSchema } from './system.ts';
import { reachabilitySchema, tunnelEngineMethods } from './tunnel.ts';

/** All methods of the engine. */
export const engineMethods = combine([
  callEngineMethods,
  deliveryEngineMethods,
  followUpEngineMethods,
  summaryEngineMethods,
  sourceEngineMethods,
  simulatorEngineMethods,
  tunnelEngineMethods,
  catchUpEngineMethods,
  subscriptionEngineMethods,
]);
export type EngineMethod = keyof typeof engineMethods;
/** A request before parsing: defaults may be omitted. */
export type EngineRequest<M extends EngineMethod> = z.input<(typeof engineMethods)[M]['request']>;
/** A request after parsing, with defaults, as a handler gets it. */
export type EngineParams<M extends EngineMethod> = z.output<(typeof engineMethods)[M]['request']>;
export type EngineResponse<M extends EngineMethod> = z.output<(typeof engineMethods)[M]['response']>;
export const engineMethodNames = Object.keys(engineMethods) as EngineMethod[];

export const hostMessageSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('configure'),
    /** Number of this configuration in this process. States that depend on a configuration name it. */
    revision: z.int(),
    dataFolder: z.string(),
    config: engineConfigSchema,
  }),
  z.object({
    type: z.literal('request'),
    id: z.number(),
    method: z.enum(engineMethodNames),
    params: z.unknown(),
  }),
  z.object({ type: z.literal('notification-result'), result: notificationResultSchema }),
  /** The system's notification service has come: postponed notifications are sent again. */
  z.object({ type: z.literal('notifications-available') }),
  z.object({ type: z.literal('system'), event: systemEventSchema }),
  /** Answered with `pong` at once. An engine that does not answer is hung. */
  z.object({ type: z.literal('ping') }),
  z.object({ type: z.literal('shutdown') }),
]);
export type HostMessage = z.infer<typeof hostMessageSchema>;

export const engineMessageSchema = z.discriminatedUnion('type', [
  /** The process is ready for `configure`. */
  z.object({ type: z.literal('ready') }),
  z.object({ type: z.literal('listening'), revision: z.int(), url: z.string(), port: z.number() }),
  /** All current problems; replaces the previous list. */
  z.object({ type: z.literal('problems'), problems: z.array(problemSchema) }),
  z.discriminatedUnion('ok', [
    z.object({ type: z.literal('response'), id: z.number(), ok: z.literal(true), value: z.unknown() }),
    z.object({
      type: z.literal('response'),
      id: z.number(),
      ok: z.literal(false),
      code: engineErrorCodeSchema,
      message: z.string(),
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
