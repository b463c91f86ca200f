import type { NotificationFailure } from '#shared/contract/notifications.ts';

/** A notification that the system did not show. With `failed`, the message is the system's reason. */
export class NotificationError extends Error {
  override readonly name = 'NotificationError';
  readonly code: NotificationFailure;
  constructor(code: NotificationFailure, message: string) {
    super(message);
    this.code = code;
  }
}
