import type { EngineErrorCode } from '#shared/contract/engine-error.ts';

/** The engine is not running. The request may be retried. */
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

/** The engine refused a valid request. The message is for the rep. */
export class EngineRefusedError extends Error {
  override readonly name = 'EngineRefusedError';
  readonly code: Exclude<EngineErrorCode, 'internal'>;
  constructor(code: Exclude<EngineErrorCode, 'internal'>, message: string) {
    super(message);
    this.code = code;
  }
}

/** The engine failed at a request. The message is for the log. */
export class EngineFailedError extends Error {
  override readonly name = 'EngineFailedError';
}
