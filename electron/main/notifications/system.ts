import { Notification } from 'electron';
import { NotificationError } from './error.ts';

export interface ShowOptions {
  title: string;
  body: string;
  silent: boolean;
  onClick(): void;
}

/** A notification that the system shows. */
export interface ShownNotification {
  close(): void;
}

/** Time-out for the system's `show` or `failed`, in milliseconds. */
const answerTimeout = 10_000;

export type ShowNotification = (options: ShowOptions) => Promise<ShownNotification>;

/**
 * Creates the function that shows notifications. Without a notification service it fails at once: libnotify would block the
 * app while it searches for one.
 */
export const createShowNotification =
  (isServed: () => boolean): ShowNotification =>
  (options) =>
    isServed() && Notification.isSupported()
      ? showNotification(options)
      : Promise.reject(new NotificationError('no-service', 'This system has no notification service.'));

/**
 * Removes markup from a body. On Linux many services read it as markup (Desktop Notifications Specification, body-markup),
 * and callers choose some of its text. Without angle brackets there are no links and images.
 */
const plainBody = (body: string): string =>
  process.platform === 'linux' ? body.replace(/</g, '‹').replace(/>/g, '›') : body;

/**
 * Shows a notification and waits for the system's answer. The event `close` does not mean that the rep closed it: Windows
 * sends it when the toast moves to the Action Center.
 * @throws NotificationError
 */
function showNotification({ title, body, silent, onClick }: ShowOptions): Promise<ShownNotification> {
  return new Promise((resolve, reject) => {
    const notification = new Notification({ title, body: plainBody(body), silent });
    const timer = setTimeout(() => {
      // It is shown again later, so this one must not appear as well.
      notification.close();
      reject(new NotificationError('no-answer', 'The notification service did not answer.'));
    }, answerTimeout);
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
