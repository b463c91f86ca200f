import { Button, Group, Text } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { useMutation, useMutationState, useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useRef } from 'react';
import { doneWords } from '#shared/calls/words.ts';
import type { FollowUp } from '#shared/contract/follow-ups.ts';
import type { DoneOutcome } from '#shared/contract/rep-act.ts';
import { useCallFormatting } from '../callers/use-call-formatting.ts';
import { useBridge } from '../data/bridge.ts';
import { queryKeys } from '../data/queries.ts';
import { failureWords } from '../ui/failure.ts';
import { showError } from '../ui/toast.ts';

const undoMs = 10_000;
/** Most toasts at once. More would cover the list; older moves are undone with Z or in "Done". */
const toastsAtMost = 3;
const moveKey = ['follow-up-move'];

type Move = { followUp: FollowUp; to: FollowUp['state']; outcome?: DoneOutcome | undefined };

interface DoneCommands {
  /** @param outcome what came of calling back, where the rep says so. */
  done: (followUp: FollowUp, outcome?: DoneOutcome) => void;
  reopen: (followUp: FollowUp) => void;
}
const DoneContext = createContext<DoneCommands | null>(null);

/** The commands that mark callers as done and undo it. @throws Error outside a DoneProvider. */
export function useDone(): DoneCommands {
  const commands = useContext(DoneContext);
  if (!commands) throw new Error('useDone is used outside a DoneProvider');
  return commands;
}

const toastId = ({ id }: FollowUp): string => `done ${id}`;

/** Provides the done and undo commands, and the key Z, on every screen. */
export function DoneProvider({ children }: { children: ReactNode }) {
  const bridge = useBridge();
  const queryClient = useQueryClient();
  const formatting = useCallFormatting();
  const undoable = useRef<FollowUp[]>([]);

  const { mutate } = useMutation({
    mutationKey: moveKey,
    mutationFn: ({ followUp, to, outcome }: Move) =>
      to === 'closed'
        ? bridge.followUps.close({ id: followUp.id, ...(outcome && { outcome }) })
        : bridge.followUps.reopen({ id: followUp.id }),
    onError: (error, { followUp, to }) => {
      notifications.hide(toastId(followUp));
      showError(to === 'closed' ? 'Not marked as done' : 'Not put back', failureWords(error));
    },
    // The move is pending until the lists are refetched, so that the row does not reappear briefly.
    onSettled: () =>
      Promise.all([
        queryClient.invalidateQueries({ queryKey: queryKeys.followUps }),
        queryClient.invalidateQueries({ queryKey: queryKeys.summary }),
      ]),
  });

  const forget = (followUp: FollowUp) => {
    undoable.current = undoable.current.filter(({ id }) => id !== followUp.id);
    notifications.hide(toastId(followUp));
  };
  const reopen = (followUp: FollowUp) => {
    forget(followUp);
    mutate({ followUp, to: 'open' });
  };
  const done: DoneCommands['done'] = (followUp, outcome) => {
    forget(followUp);
    undoable.current.push(followUp);
    mutate({ followUp, to: 'closed', outcome });
    const crowded = undoable.current.at(-1 - toastsAtMost);
    if (crowded) notifications.hide(toastId(crowded));
    notifications.show({
      id: toastId(followUp),
      autoClose: undoMs,
      withBorder: true,
      message: (
        <Group justify="space-between" wrap="nowrap" gap="sm">
          <Text span fz="sm" flex={1} miw={0} truncate dir="auto">
            {outcome ? doneWords[outcome] : 'Done'}: {formatting.caller(followUp).title}
          </Text>
          <Button size="compact-sm" variant="subtle" flex="none" onClick={() => reopen(followUp)}>
            Undo
          </Button>
        </Group>
      ),
    });
  };

  useHotkeys([
    [
      'Z',
      () => {
        const last = undoable.current.at(-1);
        if (last) reopen(last);
      },
    ],
  ]);

  return <DoneContext.Provider value={{ done, reopen }}>{children}</DoneContext.Provider>;
}

/** IDs, separated by spaces, of the callers whose move out of a list is pending. */
export const useLeaving = (from: FollowUp['state']): string =>
  useMutationState({
    filters: { mutationKey: moveKey, status: 'pending' },
    select: ({ state }) => state.variables as Move | undefined,
  })
    .flatMap((move) => (move && move.to !== from ? [move.followUp.id] : []))
    .join(' ');
