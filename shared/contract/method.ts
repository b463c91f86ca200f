/** The types of the contract's methods and events. Names are `domain.verb` on every layer. */
import type { z } from 'zod';

type MethodName = `${string}.${string}`;

/** The schemas of a method's request and response. */
interface Method {
  readonly request: z.ZodType;
  readonly response: z.ZodType;
}

/** Methods by name that the Electron main process ("shell") answers for the window. */
export type ShellMethods = Readonly<Record<MethodName, Method>>;

/** A method that the engine answers. */
export interface MethodOfEngine extends Method {
  /** True when the window may call it too. The shell only forwards it. */
  readonly forwarded?: true;
  /** Time-out in milliseconds; absent for {@link defaultTimeoutMs}. */
  readonly timeoutMs?: number;
}

/** Methods by name that the engine answers. */
export type EngineMethods = Readonly<Record<MethodName, MethodOfEngine>>;

/** Default time-out of a method, in milliseconds. */
export const defaultTimeoutMs = 10_000;

/** Events by name, each with its payload: emitted by the shell, received by the window. */
export type WindowEvents = Readonly<Record<MethodName, z.ZodType>>;
