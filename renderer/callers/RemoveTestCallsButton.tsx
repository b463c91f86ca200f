import { Button } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useBridge } from '../data/bridge.ts';
import { queryKeys } from '../data/queries.ts';
import { failureWords } from '../ui/failure.ts';
import { showConfirmation, showError } from '../ui/toast.ts';

const removedWords = (removed: number): string => {
  if (removed === 0) return 'There are no test calls';
  return removed === 1 ? 'Test call removed' : `${removed} test calls removed`;
};

/** Removes all test calls. It asks nothing, because test calls can be made again at any time. */
export function RemoveTestCallsButton() {
  const bridge = useBridge();
  const queryClient = useQueryClient();
  const [isRemoving, setRemoving] = useState(false);
  const remove = async () => {
    setRemoving(true);
    try {
      const { removed } = await bridge.calls.removeTests();
      showConfirmation(removedWords(removed));
    } catch (error) {
      showError('The test calls were not removed', failureWords(error));
    } finally {
      setRemoving(false);
      // No event reports removed calls, so the list is fetched again.
      void queryClient.invalidateQueries({ queryKey: queryKeys.calls });
    }
  };
  return (
    <Button
      size="compact-sm"
      variant="default"
      loading={isRemoving}
      leftSection={<IconTrash size={14} stroke={1.7} />}
      onClick={() => void remove()}
    >
      Remove test calls
    </Button>
  );
}
