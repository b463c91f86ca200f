import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useBridge } from '../data/bridge.ts';
import { queryKeys } from '../data/queries.ts';
import { failureWords } from '../ui/failure.ts';
import { showConfirmation, showError } from '../ui/toast.ts';

const addedWords = (added: number, duplicates: number): string => {
  if (added === 0) return duplicates === 0 ? 'Nothing was left to add' : 'All of them had come already';
  return added === 1 ? '1 request added' : `${added} requests added`;
};

/** The button that adds the refused requests of a phone system which are genuine after all. */
export function AddRefusedCalls({ sourceId }: { sourceId: string }) {
  const bridge = useBridge();
  const queryClient = useQueryClient();
  const { mutate, isPending } = useMutation({
    mutationFn: () => bridge.deliveries.rescue({ sourceId }),
    onSuccess: ({ added, duplicates }) => showConfirmation(addedWords(added, duplicates)),
    onError: (error) => showError('Not added', failureWords(error)),
    onSettled: () => queryClient.invalidateQueries({ queryKey: queryKeys.deliveries }),
  });
  return (
    <Button
      size="compact-sm"
      variant="default"
      style={{ flex: 'none' }}
      loading={isPending}
      onClick={() => mutate()}
    >
      Add the calls
    </Button>
  );
}
