import { Button, Group, Loader, Modal, Stack, Text } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { callWords } from '#shared/calls/words.ts';
import type { ReprocessResult } from '#shared/contract/deliveries.ts';
import { CallIcon } from '../callers/CallIcon.tsx';
import { useCallFormatting } from '../callers/use-call-formatting.ts';
import { useBridge } from '../data/bridge.ts';
import { queryKeys } from '../data/queries.ts';
import { Ago } from '../time/Ago.tsx';
import { failureWords } from '../ui/failure.ts';
import { showConfirmation, showError } from '../ui/toast.ts';
import { asSentence } from './delivery-words.ts';
import classes from './health.module.css';

/** The dead letters to reprocess: these IDs, or all. */
export type Letters = readonly string[] | 'all';

const idsOf = (letters: Letters) => (letters === 'all' ? {} : { ids: [...letters] });
const processed = (results: readonly ReprocessResult[]) =>
  results.filter(({ result }) => result === 'processed').length;
const count = (number: number, one: string, more: string): string =>
  number === 1 ? `1 ${one}` : `${number} ${more}`;

/** The result of the dry run: the calls, and why other letters stay. */
function Preview({ results }: { results: readonly ReprocessResult[] }) {
  const formatting = useCallFormatting();
  const calls = new Map(results.flatMap((result) => result.calls).map((call) => [call.id, call]));
  const reasons = new Map<string, number>();
  for (const { result, reason } of results)
    if (result !== 'processed') reasons.set(reason ?? '', (reasons.get(reason ?? '') ?? 0) + 1);
  const done = processed(results);
  const undone = results.length - done;
  return (
    <Stack gap="sm">
      {done > 0 && (
        <Text fz="sm">
          {count(done, 'event', 'events')} can be processed now
          {calls.size === 0 ? '. No call changes.' : `, for ${count(calls.size, 'call', 'calls')}:`}
        </Text>
      )}
      {calls.size > 0 && (
        <ul className={classes.preview} aria-label="Resulting calls">
          {[...calls.values()].map((call) => (
            <li key={call.id}>
              <CallIcon call={call} />
              <span className={classes.previewWords} dir="auto">
                {formatting.party(call).title}, {callWords(call).toLowerCase()}
              </span>
              <Text span fz="xs" c="dimmed">
                <Ago iso={call.at} as="at" />
              </Text>
            </li>
          ))}
        </ul>
      )}
      {undone > 0 && (
        <div>
          <Text fz="sm">{count(undone, 'event stays', 'events stay')} here:</Text>
          <ul className={classes.reasons}>
            {[...reasons].map(([reason, times]) => (
              <li key={reason}>
                {asSentence(reason)}
                {times > 1 && ` (${times} times)`}
              </li>
            ))}
          </ul>
        </div>
      )}
      {done > 0 && (
        <Text fz="sm" c="dimmed">
          No call is notified a second time.
        </Text>
      )}
    </Stack>
  );
}

interface ReprocessDialogProps {
  /** Null while the dialog is closed. */
  letters: Letters | null;
  onClose: () => void;
}

/** The dialog that reprocesses dead letters. It first previews the result by a dry run. */
export function ReprocessDialog({ letters, onClose }: ReprocessDialogProps) {
  const bridge = useBridge();
  const queryClient = useQueryClient();
  const [isRunning, setRunning] = useState(false);
  const dryRun = useQuery({
    queryKey: ['dry-run', letters],
    queryFn: () => bridge.deliveries.reprocess({ ...idsOf(letters ?? []), dryRun: true }),
    enabled: letters !== null,
    gcTime: 0,
    staleTime: 0,
  });
  const results = dryRun.data?.results ?? [];
  const canProcess = processed(results) > 0;

  const run = async () => {
    setRunning(true);
    try {
      const { results: real } = await bridge.deliveries.reprocess({ ...idsOf(letters ?? []), dryRun: false });
      const done = processed(real);
      const undone = real.length - done;
      showConfirmation(
        `${count(done, 'event', 'events')} processed${undone > 0 ? `, ${undone} still here` : ''}`,
      );
      onClose();
    } catch (error) {
      showError('Retry failed', failureWords(error));
    } finally {
      setRunning(false);
      for (const queryKey of [queryKeys.deliveries, queryKeys.health])
        void queryClient.invalidateQueries({ queryKey });
    }
  };

  return (
    <Modal
      opened={letters !== null}
      onClose={onClose}
      title={letters === 'all' ? 'Retry all' : 'Try again'}
      size="md"
    >
      <Stack gap="md">
        <div aria-live="polite">
          {dryRun.isFetching && <Loader size="sm" aria-label="Previewing the result" />}
          {dryRun.isError && !dryRun.isFetching && (
            <Text fz="sm">Ringback did not answer. Close this and try again.</Text>
          )}
          {dryRun.isSuccess &&
            !dryRun.isFetching &&
            (results.length === 0 ? (
              <Text fz="sm">There is nothing to try again any more.</Text>
            ) : (
              <Preview results={results} />
            ))}
        </div>
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {canProcess ? 'Cancel' : 'Close'}
          </Button>
          {canProcess && !dryRun.isFetching && (
            <Button loading={isRunning} onClick={() => void run()}>
              Process {count(processed(results), 'event', 'events')}
            </Button>
          )}
        </Group>
      </Stack>
    </Modal>
  );
}
