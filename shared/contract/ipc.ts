/** The contract between the renderer and the main process: every channel, with what it takes and what it answers. */
import { z } from 'zod';
import { credentialsSchema } from '../config/credentials.ts';
import {
  credentialStateSchema,
  secretStateSchema,
  settingsPatchSchema,
  settingsSchema,
  settingsSourceSchema,
  tunnelSecretStateSchema,
} from '../config/settings.ts';
import { secretsSchema, sourceIdSchema } from '../config/sources.ts';
import { reachabilitySchema, tunnelSchema, tunnelTestResultSchema } from '../config/tunnel.ts';
import { callSchema, followUpSchema } from './call.ts';
import { completenessSchema, subscriptionStateSchema } from './completeness.ts';
import { engineMethods, summarySchema } from './engine-protocol.ts';
import { problemSchema } from './problem.ts';

/** Whether webhooks are accepted on this computer right now, and what stands in the way. */
export const statusSchema = z.object({
  phase: z.enum(['starting', 'listening', 'not-listening']),
  /** Local address that the tunnel forwards to; null while not listening. */
  url: z.string().nullable(),
  /** Since when the phase holds; ISO 8601, UTC. */
  since: z.iso.datetime(),
  problems: z.array(problemSchema),
  lastEventAt: z.iso.datetime().nullable(),
  /** Whether a webhook sent to the public URL would arrive; null before the engine has said so. */
  reachability: reachabilitySchema.nullable(),
  completeness: completenessSchema.nullable(),
  subscriptions: z.array(subscriptionStateSchema),
});
export type Status = z.infer<typeof statusSchema>;

export const settingsViewSchema = z.object({
  settings: settingsSchema,
  secrets: z.array(secretStateSchema),
  tunnelSecret: tunnelSecretStateSchema,
  /** Sources without any credentials are left out. */
  credentials: z.array(credentialStateSchema),
  keyring: z.object({
    /** safeStorage's own name for the backend, e.g. gnome_libsecret, basic_text, keychain, dpapi. */
    backend: z.string(),
    secure: z.boolean(),
  }),
  /** The region in force: the configured one, else the system's. */
  effectiveRegion: z.string().nullable(),
});
export type SettingsView = z.infer<typeof settingsViewSchema>;

/** Why a command was not carried out, fit for the rep's eyes. */
export const refusalSchema = z.object({
  ok: z.literal(false),
  message: z.string(),
  field: z.string().optional(),
});
const done = z.object({ ok: z.literal(true) });
export const outcomeSchema = z.discriminatedUnion('ok', [done, refusalSchema]);
export type Outcome = z.infer<typeof outcomeSchema>;

/** What to do with a secret where there is no keyring; absent asks first. */
const withoutKeyringSchema = z.enum(['plain', 'memory']).optional();

export const sourceSaveSchema = z.object({
  source: settingsSourceSchema,
  /** New secrets; absent keeps the current ones. The renderer can never read them back. */
  secrets: secretsSchema.optional(),
  /**
   * What becomes of the current secrets. `replace`: `secrets` takes their place. `add`: rotation begins, the newest
   * current one stays beside the given one. `keep-newest`: rotation ends, without `secrets`.
   */
  secretsMode: z.enum(['replace', 'add', 'keep-newest']).default('replace'),
  withoutKeyring: withoutKeyringSchema,
});

/** What became of a command that stores a secret: without a keyring, the rep is asked first what to do. */
export const secretSaveResultSchema = z.union([
  done,
  z.object({ ok: z.literal(false), consentNeeded: z.literal(true), backend: z.string() }),
  refusalSchema,
]);
export type SecretSaveResult = z.infer<typeof secretSaveResultSchema>;

export const tunnelSaveSchema = z.object({
  tunnel: tunnelSchema,
  /** Absent keeps the current one, unless `clearSecret` is set. */
  secret: z.string().trim().min(1, 'expected a secret that is not empty').optional(),
  clearSecret: z.boolean().default(false),
  withoutKeyring: withoutKeyringSchema,
});

export const credentialsSaveSchema = z.object({
  id: sourceIdSchema,
  /** By name; an empty value clears that one, and names that are absent stay as they are. */
  credentials: credentialsSchema,
  withoutKeyring: withoutKeyringSchema,
});

const byCall = z.object({ callId: z.string() });

/** Asked by the renderer, answered by main. */
export const invokeChannels = {
  'app:info': {
    request: z.object({}),
    response: z.object({
      name: z.string(),
      version: z.string(),
      platform: z.string(),
      runtime: z.string(),
      dataFolder: z.string(),
    }),
  },
  'status:get': { request: z.object({}), response: statusSchema },
  'summary:get': { request: z.object({}), response: summarySchema },
  'calls:list': engineMethods['calls.list'],
  'calls:removeTests': engineMethods['calls.removeTests'],
  'followUps:list': engineMethods['followUps.list'],
  'followUps:close': engineMethods['followUps.close'],
  'followUps:reopen': engineMethods['followUps.reopen'],
  'deliveries:list': engineMethods['deliveries.list'],
  'deliveries:get': engineMethods['deliveries.get'],
  'deadLetters:reprocess': engineMethods['deadLetters.reprocess'],
  'calls:openInCrm': { request: byCall, response: outcomeSchema },
  'calls:callBack': { request: byCall, response: outcomeSchema },
  'calls:copyNumber': { request: byCall, response: outcomeSchema },
  'settings:get': { request: z.object({}), response: settingsViewSchema },
  'settings:update': { request: settingsPatchSchema, response: outcomeSchema },
  'sources:save': { request: sourceSaveSchema, response: secretSaveResultSchema },
  'sources:remove': { request: z.object({ id: sourceIdSchema }), response: outcomeSchema },
  'sources:copyUrl': { request: z.object({ id: sourceIdSchema }), response: outcomeSchema },
  'sources:health': engineMethods['sources.health'],
  'simulator:send': engineMethods['simulator.send'],
  'sources:saveCredentials': { request: credentialsSaveSchema, response: secretSaveResultSchema },
  'tunnel:save': { request: tunnelSaveSchema, response: secretSaveResultSchema },
  /** Opens the tunnel as given and proves it; the stored secret serves where none is given. */
  'tunnel:test': {
    request: tunnelSaveSchema.pick({ tunnel: true, secret: true }),
    response: tunnelTestResultSchema,
  },
  /** Tries again now instead of after the wait. */
  'tunnel:reconnect': { request: z.object({}), response: outcomeSchema },
  'catchUp:run': engineMethods['catchUp.run'],
  'subscriptions:repair': engineMethods['subscriptions.repair'],
  'notifications:test': { request: z.object({}), response: outcomeSchema },
  'problems:dismiss': {
    request: z.object({ code: problemSchema.shape.code, since: z.string() }),
    response: outcomeSchema,
  },
} as const;
export type InvokeChannel = keyof typeof invokeChannels;
export type InvokeRequest<C extends InvokeChannel> = z.input<(typeof invokeChannels)[C]['request']>;
export type InvokeResponse<C extends InvokeChannel> = z.output<(typeof invokeChannels)[C]['response']>;

/** Why a call of the bridge was rejected. A command that is understood and not carried out answers with a refusal instead. */
export const ipcErrorCodes = [
  'untrusted-sender',
  'invalid-request',
  'engine-unavailable',
  'engine-timeout',
  'refused',
  'internal',
] as const;
export type IpcErrorCode = (typeof ipcErrorCodes)[number];
/** What a rejected promise of the bridge carries. The message is fit for the rep's eyes. */
export interface IpcError {
  code: IpcErrorCode;
  message: string;
}
/** What goes over the wire: Electron reduces a thrown error to its text, so answers carry theirs as data. */
export type IpcAnswer<T> = { ok: true; value: T } | { ok: false; error: IpcError };

/** Told by main to the renderer. */
export const eventChannels = {
  'status:changed': statusSchema,
  /** Calls that are new or changed; follow-ups and the summary are asked for again. */
  'calls:changed': z.object({ calls: z.array(callSchema) }),
  'followUps:changed': z.object({ followUp: followUpSchema.nullable() }),
  'settings:changed': settingsViewSchema,
  /** A notification or the tray asks the window to show something. */
  'navigate:to': z.object({
    view: z.enum(['follow-ups', 'calls', 'settings']),
    callId: z.string().nullable(),
  }),
} as const;
export type EventChannel = keyof typeof eventChannels;
export type EventPayload<C extends EventChannel> = z.output<(typeof eventChannels)[C]>;

/** What the preload script puts on `window.ringback`: named functions only. */
export interface Bridge {
  appInfo(): Promise<InvokeResponse<'app:info'>>;
  getStatus(): Promise<InvokeResponse<'status:get'>>;
  getSummary(): Promise<InvokeResponse<'summary:get'>>;
  listCalls(request: InvokeRequest<'calls:list'>): Promise<InvokeResponse<'calls:list'>>;
  removeTestCalls(): Promise<InvokeResponse<'calls:removeTests'>>;
  listFollowUps(request: InvokeRequest<'followUps:list'>): Promise<InvokeResponse<'followUps:list'>>;
  closeFollowUp(id: string): Promise<InvokeResponse<'followUps:close'>>;
  reopenFollowUp(id: string): Promise<InvokeResponse<'followUps:reopen'>>;
  listDeliveries(request: InvokeRequest<'deliveries:list'>): Promise<InvokeResponse<'deliveries:list'>>;
  getDelivery(id: string): Promise<InvokeResponse<'deliveries:get'>>;
  reprocessDeadLetters(
    request: InvokeRequest<'deadLetters:reprocess'>,
  ): Promise<InvokeResponse<'deadLetters:reprocess'>>;
  openInCrm(callId: string): Promise<Outcome>;
  callBack(callId: string): Promise<Outcome>;
  copyNumber(callId: string): Promise<Outcome>;
  getSettings(): Promise<InvokeResponse<'settings:get'>>;
  updateSettings(patch: InvokeRequest<'settings:update'>): Promise<Outcome>;
  saveSource(request: InvokeRequest<'sources:save'>): Promise<InvokeResponse<'sources:save'>>;
  removeSource(id: string): Promise<Outcome>;
  copySourceUrl(id: string): Promise<Outcome>;
  getSourceHealth(): Promise<InvokeResponse<'sources:health'>>;
  simulate(request: InvokeRequest<'simulator:send'>): Promise<InvokeResponse<'simulator:send'>>;
  saveCredentials(
    request: InvokeRequest<'sources:saveCredentials'>,
  ): Promise<InvokeResponse<'sources:saveCredentials'>>;
  saveTunnel(request: InvokeRequest<'tunnel:save'>): Promise<InvokeResponse<'tunnel:save'>>;
  testTunnel(request: InvokeRequest<'tunnel:test'>): Promise<InvokeResponse<'tunnel:test'>>;
  reconnectTunnel(): Promise<Outcome>;
  /** Of one source, or of all. */
  runCatchUp(sourceId?: string): Promise<InvokeResponse<'catchUp:run'>>;
  repairSubscription(sourceId: string): Promise<InvokeResponse<'subscriptions:repair'>>;
  testNotification(): Promise<Outcome>;
  dismissProblem(request: InvokeRequest<'problems:dismiss'>): Promise<Outcome>;
  /** Each returns its unsubscriber. */
  onStatusChanged(listener: (payload: EventPayload<'status:changed'>) => void): () => void;
  onCallsChanged(listener: (payload: EventPayload<'calls:changed'>) => void): () => void;
  onFollowUpsChanged(listener: (payload: EventPayload<'followUps:changed'>) => void): () => void;
  onSettingsChanged(listener: (payload: EventPayload<'settings:changed'>) => void): () => void;
  onNavigate(listener: (payload: EventPayload<'navigate:to'>) => void): () => void;
}
