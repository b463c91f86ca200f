import { notifications } from '@mantine/notifications';
import type { Outcome } from '#shared/ipc.ts';
import { failureWords } from './failure.ts';

/** A short confirmation that leaves by itself. */
export const confirm = (message: string): void => {
  notifications.show({ message, autoClose: 3000, withBorder: true });
};

/** Why something was not done; stays long enough to be read. */
export const refuse = (title: string, message: string): void => {
  notifications.show({ title, message, autoClose: 10_000, withBorder: true, color: 'red' });
};

/**
 * Carries out a command and tells its refusal or failure under `failureTitle`.
 * @returns whether it was done.
 */
export async function attempt(command: () => Promise<Outcome>, failureTitle: string): Promise<boolean> {
  try {
    const outcome = await command();
    if (!outcome.ok) refuse(failureTitle, outcome.message);
    return outcome.ok;
  } catch (error) {
    refuse(failureTitle, failureWords(error));
    return false;
  }
}
