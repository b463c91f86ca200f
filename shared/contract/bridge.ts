/** The bridge on `window.ringback`: the contract's methods and events as functions, by domain. */
import type { WindowEvent, WindowEventPayload, WindowMethod, WindowRequest, WindowResponse } from './ipc.ts';

type DomainOf<Name extends string> = Name extends `${infer Domain}.${string}` ? Domain : never;
type VerbOf<Name extends string, Domain extends string> = Name extends `${Domain}.${infer Verb}`
  ? Verb
  : never;

/** Calls a method of main. Rejects with an {@link IpcError}. A request with only optional keys may be omitted. */
type Ask<M extends WindowMethod> =
  Record<never, never> extends WindowRequest<M>
    ? (request?: WindowRequest<M>) => Promise<WindowResponse<M>>
    : (request: WindowRequest<M>) => Promise<WindowResponse<M>>;

/** Subscribes to an event of main. @returns a function that unsubscribes. */
type Subscribe<E extends WindowEvent> = (listener: (payload: WindowEventPayload<E>) => void) => () => void;

/** The bridge: the method `calls.list` is `ringback.calls.list(request)`, the event `calls.changed` is `ringback.calls.onChanged(listener)`. */
export type Bridge = {
  readonly [D in DomainOf<WindowMethod | WindowEvent>]: {
    readonly [M in WindowMethod as VerbOf<M, D>]: Ask<M>;
  } & {
    readonly [E in WindowEvent as `on${Capitalize<VerbOf<E, D>>}`]: Subscribe<E>;
  };
};

/** The transport of requests and events between window and main process. */
export interface BridgeTransport {
  ask(method: WindowMethod, request: unknown): Promise<unknown>;
  /** @returns a function that unsubscribes. */
  subscribe(event: WindowEvent, listener: (payload: unknown) => void): () => void;
}

const capitalized = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

/** Builds the bridge for exactly these methods and events. */
export function buildBridge(
  methods: readonly WindowMethod[],
  events: readonly WindowEvent[],
  { ask, subscribe }: BridgeTransport,
): Bridge {
  const bridge: Record<string, Record<string, unknown>> = {};
  const put = (name: string, toKey: (verb: string) => string, value: unknown): void => {
    const [domain = '', verb = ''] = name.split('.');
    bridge[domain] = { ...bridge[domain], [toKey(verb)]: value };
  };
  for (const method of methods)
    put(
      method,
      (verb) => verb,
      (request: unknown = {}) => ask(method, request),
    );
  for (const event of events)
    put(
      event,
      (verb) => `on${capitalized(verb)}`,
      (listener: (payload: unknown) => void) => subscribe(event, listener),
    );
  return bridge as Bridge;
}
