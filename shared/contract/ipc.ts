/** The contract between the window and the main process: methods and events. */
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

/** Methods that main answers itself. */
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

/** Methods that main forwards to the engine. */
export type ForwardedMethod = {
  [M in EngineMethod]: (typeof engineMethods)[M] extends { forwarded: true } ? M : never;
}[EngineMethod];
const isForwarded = (method: EngineMethod): method is ForwardedMethod =>
  (engineMethods[method] as MethodOfEngine).forwarded === true;
export const forwardedMethodNames = engineMethodNames.filter(isForwarded);
const forwardedMethods = Object.fromEntries(
  forwardedMethodNames.map((method) => [method, engineMethods[method]]),
) as Pick<typeof engineMethods, ForwardedMethod>;

/** All methods of the window. */
export const windowMethods = combine([shellMethods, forwardedMethods]);
export type WindowMethod = keyof typeof windowMethods;
/** A request before parsing: defaults may be omitted. */
export type WindowRequest<M extends WindowMethod> = z.input<(typeof windowMethods)[M]['request']>;
/** A request after parsing, with defaults, as a handler gets it. */
export type WindowParams<M extends WindowMethod> = z.output<(typeof windowMethods)[M]['request']>;
export type WindowResponse<M extends WindowMethod> = z.output<(typeof windowMethods)[M]['response']>;

export const windowMethodNames = Object.keys(windowMethods) as WindowMethod[];

/** Handlers of the window's methods. A missing or an unknown handler does not compile. */
export type WindowHandlers<Names extends WindowMethod> = {
  readonly [M in Names]: (request: WindowParams<M>) => WindowResponse<M> | Promise<WindowResponse<M>>;
};

/** All events of the window. */
export const windowEvents = combine([appEvents, statusEvents, callEvents, followUpEvents, settingsEvents]);
export type WindowEvent = keyof typeof windowEvents;
export type WindowEventPayload<E extends WindowEvent> = z.output<(typeof windowEvents)[E]>;
export const windowEventNames = Object.keys(windowEvents) as WindowEvent[];

/** The codes of rejected bridge calls. A valid command that is refused resolves with a refusal instead. */
const ipcErrorCodes = [
  'untrusted-sender',
  'invalid-request',
  'engine-unavailable',
  'engine-timeout',
  'refused',
  'internal',
] as const;
type IpcErrorCode = (typeof ipcErrorCodes)[number];
/** The rejection of a bridge call. The message is for the rep. */
export interface IpcError {
  code: IpcErrorCode;
  message: string;
}
/** The answer over IPC. It carries errors as data, because Electron reduces a thrown error to its text. */
export type IpcAnswer<T> = { ok: true; value: T } | { ok: false; error: IpcError };
