/** What a method of the contract is. Names are `domain.verb`, the same on every layer. */
import type { z } from 'zod';

type MethodName = `${string}.${string}`;

/** What a method takes and what it answers. */
interface Method {
  readonly request: z.ZodType;
  readonly response: z.ZodType;
}

/** Methods by name, each answered by the Electron main process ("shell") for the window. */
export type ShellMethods = Readonly<Record<MethodName, Method>>;

/** A method that the engine answers. */
export interface MethodOfEngine extends Method {
  /** The window may ask it too; the shell only passes it on. */
  readonly forwarded?: true;
  /** How long the shell waits for the answer, in milliseconds; absent takes {@link defaultTimeoutMs}. */
  readonly timeoutMs?: number;
}

/** Methods by name, each answered by the engine. */
export type EngineMethods = Readonly<Record<MethodName, MethodOfEngine>>;

/** How long an answer is waited for unless the method says otherwise, in milliseconds. */
export const defaultTimeoutMs = 10_000;

/** Events by name, each with its payload: emitted by the shell, received by the window. */
export type WindowEvents = Readonly<Record<MethodName, z.ZodType>>;
