import { Button, Group, Stack, Text, Title } from '@mantine/core';
import { useLayoutEffect, useRef } from 'react';
import { callWords } from '#shared/calls/words.ts';
import type { Call } from '#shared/contract/calls.ts';
import { useCallsWith } from '../data/queries.ts';
import { Ago } from '../time/Ago.tsx';
import { CallIcon } from './CallIcon.tsx';
import classes from './caller.module.css';

/** Focuses the first newly loaded call, because the pressed button moves down or disappears. */
function useFocusOnAdded(calls: readonly Call[]) {
  const list = useRef<HTMLUListElement>(null);
  const lastBefore = useRef<Call['id'] | null>(null);
  useLayoutEffect(() => {
    if (lastBefore.current === null) return;
    const added = list.current?.children[calls.findIndex(({ id }) => id === lastBefore.current) + 1];
    if (!(added instanceof HTMLElement)) return;
    lastBefore.current = null;
    added.focus();
  }, [calls]);
  return {
    list,
    expectMore: () => {
      lastBefore.current = calls.at(-1)?.id ?? null;
    },
  };
}

/** The calls with a contact in both directions, newest first. Mount it with the contact as its key. */
export function CallHistory({ contact }: { contact: string }) {
  const { data, isError, isFetching, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } =
    useCallsWith(contact);
  const calls = data?.pages.flatMap((page) => page.calls) ?? [];
  const { list, expectMore } = useFocusOnAdded(calls);
  const showMore = () => {
    expectMore();
    void fetchNextPage();
  };
  if (calls.length === 0 && !isError) return null;
  return (
    <Stack gap="xs">
      <Title order={3}>Latest calls</Title>
      <ul ref={list} className={classes.history} aria-label="Latest calls">
        {calls.map((call) => (
          <li key={call.id} tabIndex={-1}>
            <CallIcon call={call} />
            <span className={classes.historyWords}>{callWords(call)}</span>
            <span className={classes.historyTime}>
              <Ago iso={call.at} as="at" />
            </span>
          </li>
        ))}
      </ul>
      {isError && (
        <Group gap="sm" role="alert">
          <Text fz="sm">The calls could not be loaded.</Text>
          <Button size="compact-sm" variant="default" loading={isFetching} onClick={() => void refetch()}>
            Try again
          </Button>
        </Group>
      )}
      {hasNextPage && !isError && (
        <Group gap="sm">
          <Button size="compact-sm" variant="default" loading={isFetchingNextPage} onClick={showMore}>
            Show more
          </Button>
          <Text c="dimmed" fz="sm">
            {calls.length} of {data?.pages[0]?.total}
          </Text>
        </Group>
      )}
    </Stack>
  );
}
