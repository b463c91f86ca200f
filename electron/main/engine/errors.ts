import type { EngineErrorCode } from '#shared/contract/engine-error.ts';

/** The engine runs no longer, or not yet: the question may be asked again. */
export class EngineUnavailableError extends Error {
  override readonly name = 'EngineUnavailableError';
  constructor(method: string) {
    super(`The engine restarted while it was asked for ${method}.`);
  }
}

export class EngineTimeoutError extends Error {
  override readonly name = 'EngineTimeoutError';
  constructor(method: string, timeoutMs: number) {
    super(`The engine did not answer ${method} within ${timeoutMs / 1000} s.`);
  }
}

/** The engine understood the question and refused it; the message is a sentence for the rep. */
export class EngineRefusedError extends Error {
  override readonly name = 'EngineRefusedError';
  readonly code: Exclude<EngineErrorCode, 'internal'>;
  constructor(code: Exclude<EngineErrorCode, 'internal'>, message: string) {
    super(message);
    this.code = code;
  }
}

/** The engine failed at the question; the message is for the log. */
export class EngineFailedError extends Error {
  override readonly name = 'EngineFailedError';
}
