import { notifications } from '@mantine/notifications';
import { createElement } from 'react';
import type { Outcome } from '#shared/contract/outcome.ts';
import { failureWords } from './failure.ts';
import { type ToastAction, ToastMessage } from './ToastMessage.tsx';

/** A short confirmation that leaves by itself. */
export const showConfirmation = (message: string): void => {
  notifications.show({ message, autoClose: 3000, withBorder: true });
};

/**
 * Why something was not done; stays long enough to be read.
 * @param remedy the way to what puts it right; taking it takes the toast away
 */
export function showError(title: string, message: string, remedy?: ToastAction | null): void {
  const leave = (run: () => void) => () => {
    notifications.hide(id);
    run();
  };
  const id = notifications.show({
    title,
    message: remedy
      ? createElement(ToastMessage, { message, action: { ...remedy, run: leave(remedy.run) } })
      : message,
    autoClose: 10_000,
    withBorder: true,
    color: 'red',
  });
}

export type Refusal = Extract<Outcome, { ok: false }>;

/**
 * Carries out a command and tells its refusal or failure under `failureTitle`.
 * @param remedyOf what puts a refusal right, where the window has a place for that
 * @returns whether it was done.
 */
export async function attempt(
  command: () => Promise<Outcome>,
  failureTitle: string,
  remedyOf?: (refusal: Refusal) => ToastAction | null,
): Promise<boolean> {
  try {
    const outcome = await command();
    if (!outcome.ok) showError(failureTitle, outcome.message, remedyOf?.(outcome));
    return outcome.ok;
  } catch (error) {
    showError(failureTitle, failureWords(error));
    return false;
  }
}
