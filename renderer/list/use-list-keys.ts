import { type HotkeyItem, useHotkeys } from '@mantine/hooks';

interface ListKeys {
  onMove: (step: 1 | -1) => void;
  onCallBack?: () => void;
  onOpenInCrm?: () => void;
  onDone?: (() => void) | undefined;
}

const openDialog = (): Element | null => document.querySelector('[role="dialog"]');

/** The caller's page lies over the list as a dialog where the window is narrow; its keys go on working there. */
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

/** The keys of the lists. They rest while a field has the focus or a dialog is open. */
export function useListKeys({ onMove, onCallBack, onOpenInCrm, onDone }: ListKeys): void {
  useHotkeys([
    key('ArrowDown', isDialogOpen, () => onMove(1)),
    key('J', isDialogOpen, () => onMove(1)),
    key('ArrowUp', isDialogOpen, () => onMove(-1)),
    key('K', isDialogOpen, () => onMove(-1)),
    key('C', isOtherDialogOpen, () => onCallBack?.()),
    key('O', isOtherDialogOpen, () => onOpenInCrm?.()),
    key('E', isOtherDialogOpen, () => onDone?.()),
  ]);
}
