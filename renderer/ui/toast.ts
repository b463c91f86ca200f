import { notifications } from '@mantine/notifications';
import { createElement } from 'react';
import type { Outcome } from '#shared/contract/outcome.ts';
import { failureWords } from './failure.ts';
import { type ToastAction, ToastMessage } from './ToastMessage.tsx';

/** Shows a short confirmation, which closes automatically. */
export const showConfirmation = (message: string): void => {
  notifications.show({ message, autoClose: 3000, withBorder: true });
};

/**
 * Shows why something failed, long enough to be read.
 * @param remedy the action that solves it; it closes the toast
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
 * Runs a command and shows its refusal or error under `failureTitle`.
 * @param remedyOf the action that solves a refusal, where the window has one
 * @returns true when it succeeded.
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
