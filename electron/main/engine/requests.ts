import type { EngineErrorCode } from '#shared/contract/engine-error.ts';
import {
  type EngineMethod,
  type EngineRequest,
  type EngineResponse,
  engineMethods,
  type HostMessage,
} from '#shared/contract/engine-protocol.ts';
import { defaultTimeoutMs, type MethodOfEngine } from '#shared/contract/method.ts';
import {
  EngineFailedError,
  EngineRefusedError,
  EngineTimeoutError,
  EngineUnavailableError,
} from './errors.ts';

const methods: Readonly<Record<EngineMethod, MethodOfEngine>> = engineMethods;

type RequestMessage = Extract<HostMessage, { type: 'request' }>;
type Answer =
  | { id: number; ok: true; value: unknown }
  | { id: number; ok: false; code: EngineErrorCode; message: string };
interface Pending {
  method: EngineMethod;
  message: RequestMessage;
  sent: boolean;
  resolve(value: unknown): void;
  reject(error: Error): void;
  timer: NodeJS.Timeout;
}

/** Requests to the engine and their responses. Requests made while it starts are queued. */
export class EngineRequests {
  readonly #timeoutMs: number;
  readonly #pending = new Map<number, Pending>();
  #send: ((message: RequestMessage) => void) | null = null;
  #lastId = 0;

  /** @param timeoutMs default for methods without their own time-out. */
  constructor(timeoutMs = defaultTimeoutMs) {
    this.#timeoutMs = timeoutMs;
  }

  /**
   * Sends a request and waits for its response.
   * @throws EngineTimeoutError, EngineUnavailableError when the engine ended meanwhile, EngineRefusedError, EngineFailedError, or
   * ZodError when the response does not match the contract.
   */
  async ask<M extends EngineMethod>(method: M, params: EngineRequest<M>): Promise<EngineResponse<M>> {
    const value = await new Promise<unknown>((resolve, reject) => {
      this.#lastId += 1;
      const id = this.#lastId;
      const { timeoutMs = this.#timeoutMs } = methods[method];
      const timer = setTimeout(() => {
        this.#pending.delete(id);
        reject(new EngineTimeoutError(method, timeoutMs));
      }, timeoutMs);
      const message: RequestMessage = { type: 'request', id, method, params };
      const pending: Pending = { method, message, sent: false, resolve, reject, timer };
      this.#pending.set(id, pending);
      this.#flush(pending);
    });
    return engineMethods[method].response.parse(value) as EngineResponse<M>;
  }

  /** Called when the engine accepts requests. Sends the queued ones through `send`. */
  open(send: (message: RequestMessage) => void): void {
    this.#send = send;
    for (const pending of this.#pending.values()) this.#flush(pending);
  }

  /** Called when the engine has ended. Sent requests fail; queued ones wait for the next process. */
  close(): void {
    this.#send = null;
    for (const [id, pending] of this.#pending)
      if (pending.sent) this.#take(id)?.reject(new EngineUnavailableError(pending.method));
  }

  /** Handles a response. A late one, after its time-out, is ignored. */
  settle(answer: Answer): void {
    const pending = this.#take(answer.id);
    if (answer.ok) pending?.resolve(answer.value);
    else if (answer.code === 'internal') pending?.reject(new EngineFailedError(answer.message));
    else pending?.reject(new EngineRefusedError(answer.code, answer.message));
  }

  #flush(pending: Pending): void {
    if (!this.#send || pending.sent) return;
    pending.sent = true;
    this.#send(pending.message);
  }

  #take(id: number): Pending | undefined {
    const pending = this.#pending.get(id);
    this.#pending.delete(id);
    clearTimeout(pending?.timer);
    return pending;
  }
}
