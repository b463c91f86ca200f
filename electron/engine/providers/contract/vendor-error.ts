import type { VendorFault } from '#shared/contract/feed-reason.ts';

/** A vendor's API did not do what was asked. The message is a sentence without secrets. */
export class VendorError extends Error {
  override readonly name = 'VendorError';
  readonly fault: VendorFault;
  /** The HTTP status; null without an answer. */
  readonly status: number | null;
  /** How long the vendor asks to wait. */
  readonly retryAfterMs: number | null;
  constructor(
    fault: VendorFault,
    message: string,
    {
      status = null,
      retryAfterMs = null,
      cause,
    }: { status?: number | null; retryAfterMs?: number | null; cause?: unknown } = {},
  ) {
    super(message, { cause });
    this.fault = fault;
    this.status = status;
    this.retryAfterMs = retryAfterMs;
  }
}
