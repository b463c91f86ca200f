/** The contract between the window and the main process: what the window may ask, and what it is told. */
import type { z } from 'zod';
import { combine } from '../util/combine.ts';
import { appEvents, appShellMethods } from './app.ts';
import { callEvents, callShellMethods } from './calls.ts';
import { type EngineMethod, engineMethodNames, engineMethods } from './engine-protocol.ts';
import { followUpEvents, followUpShellMethods } from './follow-ups.ts';
import type { MethodOfEngine } from './method.ts';
import { notificationShellMethods } from './notifications.ts';
import type { Outcome } from './outcome.ts';
import { problemShellMethods } from './problem.ts';
import { settingsEvents, settingsShellMethods } from './settings.ts';
import { sourceShellMethods } from './sources.ts';
import { statusEvents, statusShellMethods } from './status.ts';
import { tunnelShellMethods } from './tunnel.ts';

/** Asked by the window, answered by main itself. */
export const shellMethods = combine([
  appShellMethods,
  statusShellMethods,
  problemShellMethods,
  callShellMethods,
  followUpShellMethods,
  settingsShellMethods,
  sourceShellMethods,
  tunnelShellMethods,
  notificationShellMethods,
]);
export type ShellMethod = keyof typeof shellMethods;

/** Asked by the window, passed on by main, answered by the engine. */
export type ForwardedMethod = {
  [M in EngineMethod]: (typeof engineMethods)[M] extends { forwarded: true } ? M : never;
}[EngineMethod];
const isForwarded = (method: EngineMethod): method is ForwardedMethod =>
  (engineMethods[method] as MethodOfEngine).forwarded === true;
export const forwardedMethodNames = engineMethodNames.filter(isForwarded);
const forwardedMethods = Object.fromEntries(
  forwardedMethodNames.map((method) => [method, engineMethods[method]]),
) as Pick<typeof engineMethods, ForwardedMethod>;

/** Everything that the window may ask. */
export const windowMethods = combine([shellMethods, forwardedMethods]);
export type WindowMethod = keyof typeof windowMethods;
/** What is asked: defaults may be left out. */
export type WindowRequest<M extends WindowMethod> = z.input<(typeof windowMethods)[M]['request']>;
/** What a handler gets: parsed, with defaults filled in. */
export type WindowParams<M extends WindowMethod> = z.output<(typeof windowMethods)[M]['request']>;
export type WindowResponse<M extends WindowMethod> = z.output<(typeof windowMethods)[M]['response']>;

/** Everything that the window is told. */
export const windowEvents = combine([appEvents, statusEvents, callEvents, followUpEvents, settingsEvents]);
export type WindowEvent = keyof typeof windowEvents;
export type WindowEventPayload<E extends WindowEvent> = z.output<(typeof windowEvents)[E]>;

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

/** What the preload script puts on `window.ringback`: named functions only. */
export interface Bridge {
  appInfo(): Promise<WindowResponse<'app.getInfo'>>;
  getStatus(): Promise<WindowResponse<'status.get'>>;
  getSummary(): Promise<WindowResponse<'summary.get'>>;
  listCalls(request: WindowRequest<'calls.list'>): Promise<WindowResponse<'calls.list'>>;
  removeTestCalls(): Promise<WindowResponse<'calls.removeTests'>>;
  listFollowUps(request: WindowRequest<'followUps.list'>): Promise<WindowResponse<'followUps.list'>>;
  closeFollowUp(id: string): Promise<WindowResponse<'followUps.close'>>;
  reopenFollowUp(id: string): Promise<WindowResponse<'followUps.reopen'>>;
  listDeliveries(request: WindowRequest<'deliveries.list'>): Promise<WindowResponse<'deliveries.list'>>;
  getDelivery(id: string): Promise<WindowResponse<'deliveries.get'>>;
  reprocessDeadLetters(
    request: WindowRequest<'deliveries.reprocess'>,
  ): Promise<WindowResponse<'deliveries.reprocess'>>;
  openInCrm(callId: string): Promise<Outcome>;
  callBack(callId: string): Promise<Outcome>;
  copyNumber(callId: string): Promise<Outcome>;
  getSettings(): Promise<WindowResponse<'settings.get'>>;
  updateSettings(patch: WindowRequest<'settings.update'>): Promise<Outcome>;
  saveSource(request: WindowRequest<'sources.save'>): Promise<WindowResponse<'sources.save'>>;
  removeSource(id: string): Promise<Outcome>;
  copySourceUrl(id: string): Promise<Outcome>;
  getSourceHealth(): Promise<WindowResponse<'sources.getHealth'>>;
  simulate(request: WindowRequest<'simulator.send'>): Promise<WindowResponse<'simulator.send'>>;
  saveCredentials(
    request: WindowRequest<'sources.saveCredentials'>,
  ): Promise<WindowResponse<'sources.saveCredentials'>>;
  saveTunnel(request: WindowRequest<'tunnel.save'>): Promise<WindowResponse<'tunnel.save'>>;
  testTunnel(request: WindowRequest<'tunnel.test'>): Promise<WindowResponse<'tunnel.test'>>;
  reconnectTunnel(): Promise<Outcome>;
  /** Of one source, or of all. */
  runCatchUp(sourceId?: string): Promise<WindowResponse<'catchUp.run'>>;
  repairSubscription(sourceId: string): Promise<WindowResponse<'subscriptions.repair'>>;
  testNotification(): Promise<Outcome>;
  dismissProblem(request: WindowRequest<'problems.dismiss'>): Promise<Outcome>;
  /** Each returns its unsubscriber. */
  onStatusChanged(listener: (payload: WindowEventPayload<'status.changed'>) => void): () => void;
  onCallsChanged(listener: (payload: WindowEventPayload<'calls.changed'>) => void): () => void;
  onFollowUpsChanged(listener: (payload: WindowEventPayload<'followUps.changed'>) => void): () => void;
  onSettingsChanged(listener: (payload: WindowEventPayload<'settings.changed'>) => void): () => void;
  onNavigate(listener: (payload: WindowEventPayload<'app.navigate'>) => void): () => void;
}
