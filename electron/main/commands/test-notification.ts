import type { WindowHandlers } from '#shared/contract/ipc.ts';
import type { notificationShellMethods } from '#shared/contract/notifications.ts';
import type { Outcome } from '#shared/contract/outcome.ts';
import type { ShowNotification, ShownNotification } from '../notifications/system.ts';

/** Shows a sample, so that the rep can see whether the system lets notifications through. */
export function createTestNotification(show: ShowNotification, onClick: () => void): () => Promise<Outcome> {
  // Held until the next one: a notification that is collected as garbage no longer reports its click.
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
