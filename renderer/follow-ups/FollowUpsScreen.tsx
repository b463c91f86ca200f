import { SegmentedControl } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useEffect, useMemo, useRef } from 'react';
import { CallerPage } from '../callers/CallerPage.tsx';
import { followUpWords } from '../callers/call-words.ts';
import { useCallCommands } from '../callers/use-call-commands.ts';
import { useWriting } from '../callers/use-writing.ts';
import { useFollowUps } from '../data/queries.ts';
import { focusDetails } from '../list/focus-details.ts';
import { ListWithDetails, useIsNarrow } from '../list/ListWithDetails.tsx';
import { toRows } from '../list/rows.ts';
import { useActiveRow } from '../list/use-active-row.ts';
import { useListKeys } from '../list/use-list-keys.ts';
import { VirtualList, type VirtualListHandle } from '../list/VirtualList.tsx';
import { Ago } from '../time/Ago.tsx';
import { LoadError } from '../ui/LoadError.tsx';
import { RowSkeletons } from '../ui/RowSkeletons.tsx';
import { ScreenHeader } from '../ui/ScreenHeader.tsx';
import { ClosedWords } from './ClosedWords.tsx';
import { useDone, useLeaving } from './done.tsx';
import { EmptyFollowUps } from './EmptyFollowUps.tsx';
import { FollowUpRow } from './FollowUpRow.tsx';

const segments = [
  { value: 'open', label: 'Open' },
  { value: 'closed', label: 'Done' },
];

/** The people to call back, newest first; and those who are done. */
export function FollowUpsScreen() {
  const { list: listed = 'open', call: wanted } = useSearch({ from: '/follow-ups' });
  const navigate = useNavigate();
  const query = useFollowUps(listed);
  const leaving = useLeaving(listed);
  const commands = useCallCommands();
  const { done, reopen } = useDone();
  const writing = useWriting();
  const isNarrow = useIsNarrow();
  const list = useRef<VirtualListHandle>(null);
  const [isOpen, details] = useDisclosure(false);

  const loaded = useMemo(() => query.data?.pages.flatMap((page) => page.followUps) ?? [], [query.data]);
  const followUps = useMemo(() => {
    const left = leaving.split(' ');
    return loaded.filter(({ id }) => !left.includes(id));
  }, [loaded, leaving]);
  const rows = useMemo(
    () =>
      toRows(
        followUps,
        ({ id }) => id,
        () => null,
      ),
    [followUps],
  );
  const items = useMemo(() => followUps.map(({ id }) => ({ key: id })), [followUps]);
  const { activeKey, activate, move } = useActiveRow(items);
  const active = followUps.find(({ id }) => id === activeKey);

  useEffect(() => {
    if (!wanted || !query.isSuccess) return;
    const target = followUps.find(({ lastCall }) => lastCall.id === wanted);
    if (!target) {
      void navigate({ to: '/calls', search: { call: wanted }, replace: true });
      return;
    }
    activate(target.id);
    list.current?.focusRow(target.id);
    details.open();
    void navigate({ to: '/follow-ups', search: { list: listed }, replace: true });
  });

  const open = () => {
    if (isNarrow) details.open();
    else focusDetails();
  };
  /** The next row takes the focus of the one that leaves. */
  const finish = (followUp: typeof active) => {
    if (!followUp) return;
    const index = followUps.indexOf(followUp);
    const next = followUps[index + 1] ?? followUps[index - 1];
    done(followUp);
    details.close();
    if (next) {
      activate(next.id);
      list.current?.focusRow(next.id);
    }
  };
  useListKeys({
    onMove: (step) => {
      const key = move(step) ?? activeKey;
      if (key !== null) list.current?.focusRow(key);
    },
    onCallBack: () => active && commands.callBack(active.lastCall),
    onOpenInCrm: () => active && commands.openInCrm(active.lastCall),
    onDone: listed === 'open' ? () => finish(active) : undefined,
  });

  const { hasNextPage, isFetchingNextPage, fetchNextPage } = query;
  const loadMore = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);

  const content = () => {
    if (query.isPending) return <RowSkeletons label="Loading callers" />;
    if (query.isError && !query.data)
      return <LoadError title="The callers could not be loaded" onRetry={() => void query.refetch()} />;
    if (followUps.length === 0) return <EmptyFollowUps listed={listed} />;
    return (
      <VirtualList
        ref={list}
        label={listed === 'open' ? 'To call back' : 'Done'}
        rows={rows}
        total={query.data.pages[0]?.total ?? followUps.length}
        activeKey={activeKey}
        onEndReached={loadMore}
        renderItem={(followUp, state) => (
          <FollowUpRow
            followUp={followUp}
            state={state}
            onActivate={() => activate(followUp.id)}
            onOpen={() => {
              activate(followUp.id);
              open();
            }}
          />
        )}
      />
    );
  };

  return (
    <ListWithDetails
      list={
        <>
          <ScreenHeader title="To call back">
            <SegmentedControl
              size="xs"
              aria-label="Which callers"
              data={segments}
              value={listed}
              onChange={(value) =>
                void navigate({ to: '/follow-ups', search: { list: value === 'closed' ? 'closed' : 'open' } })
              }
            />
          </ScreenHeader>
          {content()}
        </>
      }
      detailsTitle="Caller"
      details={
        active && (
          <CallerPage
            who={writing.caller(active)}
            call={active.lastCall}
            summary={
              <>
                {followUpWords(active)}, {active.missedCount + active.voicemailCount > 1 && 'last '}
                <Ago iso={active.lastCallAt} as="at" />
                {active.state === 'closed' && (
                  <>
                    . <ClosedWords followUp={active} />
                  </>
                )}
              </>
            }
            onDone={active.state === 'open' ? () => finish(active) : undefined}
            onReopen={active.state === 'closed' ? () => reopen(active) : undefined}
          />
        )
      }
      isOpen={isOpen}
      onClose={details.close}
    />
  );
}
