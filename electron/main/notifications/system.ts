import { Notification } from 'electron';

export interface ShowOptions {
  title: string;
  body: string;
  silent: boolean;
  onClick(): void;
}

/** A notification that the system holds. */
export interface ShownNotification {
  close(): void;
}

/**
 * The system did not show a notification: no-service - nothing on the desktop takes them; no-answer - the service said
 * nothing in time; failed - the message is the system's own reason.
 */
class NotificationError extends Error {
  override readonly name = 'NotificationError';
  readonly code: 'no-service' | 'no-answer' | 'failed';
  constructor(code: NotificationError['code'], message: string) {
    super(message);
    this.code = code;
  }
}

/** How long the system may take until it says `show` or `failed`, in milliseconds. */
const answerTimeout = 10_000;

export type ShowNotification = (options: ShowOptions) => Promise<ShownNotification>;

/**
 * Shows notifications where something on the desktop takes them: without it, libnotify would block the app while it
 * looks for one each time.
 */
export const createShowNotification =
  (isServed: () => boolean): ShowNotification =>
  (options) =>
    isServed() && Notification.isSupported()
      ? showNotification(options)
      : Promise.reject(new NotificationError('no-service', 'This system has no notification service.'));

/**
 * On Linux many services read the body as markup (Desktop Notifications Specification, body-markup), and its words come
 * from callers: without angle brackets there are no links and no images.
 */
const plainBody = (body: string): string =>
  process.platform === 'linux' ? body.replace(/</g, '‹').replace(/>/g, '›') : body;

/**
 * Hands a notification to the system and waits for its word. Its `close` says nothing about the rep: Windows sends it
 * when the toast moves to the Action Center.
 * @throws NotificationError
 */
function showNotification({ title, body, silent, onClick }: ShowOptions): Promise<ShownNotification> {
  return new Promise((resolve, reject) => {
    const notification = new Notification({ title, body: plainBody(body), silent });
    const timer = setTimeout(
      () => reject(new NotificationError('no-answer', 'The notification service did not answer.')),
      answerTimeout,
    );
    notification.once('show', () => {
      clearTimeout(timer);
      resolve(notification);
    });
    notification.once('failed', (_event, reason) => {
      clearTimeout(timer);
      reject(new NotificationError('failed', reason));
    });
    notification.on('click', onClick);
    notification.show();
  });
}
