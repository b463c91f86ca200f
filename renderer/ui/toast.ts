import { notifications } from '@mantine/notifications';
import { createElement } from 'react';
import type { Outcome } from '#shared/contract/outcome.ts';
import { failureWords } from './failure.ts';
import { type ToastAction, ToastMessage } from './ToastMessage.tsx';

/**
 * Shows a short confirmation, which closes automatically.
 * @param action what the rep can do if it is not so; it closes the toast
 */
export function showConfirmation(message: string, action?: ToastAction): void {
  const id = notifications.show({
    message: action ? withAction(message, action, () => notifications.hide(id)) : message,
    autoClose: action ? 8000 : 3000,
    withBorder: true,
  });
}

/** The text with the button of an action, which closes the toast first. */
const withAction = (message: string, { label, run }: ToastAction, close: () => void) =>
  createElement(ToastMessage, {
    message,
    action: {
      label,
      run() {
        close();
        run();
      },
    },
  });

/**
 * Shows why something failed, long enough to be read.
 * @param remedy the action that solves it; it closes the toast
 */
export function showError(title: string, message: string, remedy?: ToastAction | null): void {
  const id = notifications.show({
    title,
    message: remedy ? withAction(message, remedy, () => notifications.hide(id)) : message,
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
