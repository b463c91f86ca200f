/** The contract between the window and the main process: what the window may ask, and what it is told. */
import type { z } from 'zod';
import { combine } from '../util/combine.ts';
import { appEvents, appShellMethods } from './app.ts';
import { callEvents, callShellMethods } from './calls.ts';
import { type EngineMethod, engineMethodNames, engineMethods } from './engine-protocol.ts';
import { followUpEvents, followUpShellMethods } from './follow-ups.ts';
import type { MethodOfEngine } from './method.ts';
import { notificationShellMethods } from './notifications.ts';
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

export const windowMethodNames = Object.keys(windowMethods) as WindowMethod[];

/** Answers methods for the window. A method without a handler, or a handler without its method, does not compile. */
export type WindowHandlers<Names extends WindowMethod> = {
  readonly [M in Names]: (request: WindowParams<M>) => WindowResponse<M> | Promise<WindowResponse<M>>;
};

/** Everything that the window is told. */
export const windowEvents = combine([appEvents, statusEvents, callEvents, followUpEvents, settingsEvents]);
export type WindowEvent = keyof typeof windowEvents;
export type WindowEventPayload<E extends WindowEvent> = z.output<(typeof windowEvents)[E]>;
export const windowEventNames = Object.keys(windowEvents) as WindowEvent[];

/** Why a call of the bridge was rejected. A command that is understood and not carried out answers with a refusal instead. */
const ipcErrorCodes = [
  'untrusted-sender',
  'invalid-request',
  'engine-unavailable',
  'engine-timeout',
  'refused',
  'internal',
] as const;
type IpcErrorCode = (typeof ipcErrorCodes)[number];
/** What a rejected promise of the bridge carries. The message is fit for the rep's eyes. */
export interface IpcError {
  code: IpcErrorCode;
  message: string;
}
/** What goes over the wire: Electron reduces a thrown error to its text, so answers carry theirs as data. */
export type IpcAnswer<T> = { ok: true; value: T } | { ok: false; error: IpcError };
