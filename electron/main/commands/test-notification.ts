import type { WindowHandlers } from '#shared/contract/ipc.ts';
import type { notificationShellMethods } from '#shared/contract/notifications.ts';
import type { Outcome } from '#shared/contract/outcome.ts';
import type { ShowNotification, ShownNotification } from '../notifications/system.ts';

/** Creates the command that shows a sample notification, to check the system's notification settings. */
export function createTestNotification(show: ShowNotification, onClick: () => void): () => Promise<Outcome> {
  // Referenced until the next one: a garbage-collected notification no longer reports its click.
  let last: ShownNotification | null = null;
  return async () => {
    last?.close();
    try {
      last = await show({
        title: 'Test notification',
        body: 'Missed calls appear like this. A click opens the caller in the CRM.',
        silent: false,
        onClick,
      });
      return { ok: true };
    } catch (error) {
      last = null;
      const reason = error instanceof Error ? error.message : String(error);
      return { ok: false, code: 'not-shown', message: `The system did not show the notification. ${reason}` };
    }
  };
}

export const notificationHandlers = (
  test: ReturnType<typeof createTestNotification>,
): WindowHandlers<keyof typeof notificationShellMethods> => ({ 'notifications.test': test });
