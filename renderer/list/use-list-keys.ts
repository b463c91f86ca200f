import { type HotkeyItem, useHotkeys } from '@mantine/hooks';
import type { DoneOutcome } from '#shared/contract/rep-act.ts';

interface ListKeys {
  onMove: (step: 1 | -1) => void;
  onCallBack?: () => void;
  onOpenInCrm?: () => void;
  onDone?: ((outcome?: DoneOutcome) => void) | undefined;
}

const openDialog = (): Element | null => document.querySelector('[role="dialog"]');

/** True when another dialog is open. The caller's page is a dialog in a narrow window, and keys still work there. */
const isOtherDialogOpen = (): boolean => {
  const dialog = openDialog();
  return dialog !== null && dialog.querySelector('[data-details-heading]') === null;
};

const key = (name: string, isBlocked: () => boolean, action: () => void): HotkeyItem => [
  name,
  (event) => {
    if (isBlocked()) return;
    event.preventDefault();
    action();
  },
  { preventDefault: false },
];
const isDialogOpen = () => openDialog() !== null;

/** The keyboard commands of lists. They are disabled while a field has the focus or a dialog is open. */
export function useListKeys({ onMove, onCallBack, onOpenInCrm, onDone }: ListKeys): void {
  useHotkeys([
    key('ArrowDown', isDialogOpen, () => onMove(1)),
    key('J', isDialogOpen, () => onMove(1)),
    key('ArrowUp', isDialogOpen, () => onMove(-1)),
    key('K', isDialogOpen, () => onMove(-1)),
    key('C', isOtherDialogOpen, () => onCallBack?.()),
    key('O', isOtherDialogOpen, () => onOpenInCrm?.()),
    key('E', isOtherDialogOpen, () => onDone?.()),
    key('R', isOtherDialogOpen, () => onDone?.('reached')),
    key('M', isOtherDialogOpen, () => onDone?.('left-message')),
  ]);
}
