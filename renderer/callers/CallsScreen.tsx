import { useDisclosure } from '@mantine/hooks';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useEffect, useMemo, useRef } from 'react';
import { useCalls } from '../data/queries.ts';
import { focusDetails } from '../list/focus-details.ts';
import { ListWithDetails, useIsNarrow } from '../list/ListWithDetails.tsx';
import { toRows } from '../list/rows.ts';
import { useActiveRow } from '../list/use-active-row.ts';
import { useListKeys } from '../list/use-list-keys.ts';
import { VirtualList, type VirtualListHandle } from '../list/VirtualList.tsx';
import { FirstSteps } from '../start/FirstSteps.tsx';
import { Ago } from '../time/Ago.tsx';
import { callTime } from '../time/call-time.ts';
import { useNow } from '../time/clock.ts';
import { dayHeading, startOfDay } from '../time/words.ts';
import { LoadError } from '../ui/LoadError.tsx';
import { RowSkeletons } from '../ui/RowSkeletons.tsx';
import { ScreenHeader } from '../ui/ScreenHeader.tsx';
import { CallerPage } from './CallerPage.tsx';
import { CallRow } from './CallRow.tsx';
import { callWords } from './call-words.ts';
import { useCallCommands } from './use-call-commands.ts';
import { useWriting } from './use-writing.ts';

/** Every call, newest first, live. */
export function CallsScreen() {
  const wanted = useSearch({ from: '/calls' }).call;
  const navigate = useNavigate();
  const query = useCalls();
  const commands = useCallCommands();
  const writing = useWriting();
  const today = startOfDay(useNow());
  const isNarrow = useIsNarrow();
  const list = useRef<VirtualListHandle>(null);
  const [isOpen, details] = useDisclosure(false);

  const calls = useMemo(() => query.data?.pages.flatMap((page) => page.calls) ?? [], [query.data]);
  const rows = useMemo(
    () =>
      toRows(
        calls,
        ({ id }) => id,
        (call) => {
          const at = callTime(call);
          return at && dayHeading(at, today);
        },
      ),
    [calls, today],
  );
  const items = useMemo(() => calls.map(({ id }) => ({ key: id })), [calls]);
  const { activeKey, activate, move } = useActiveRow(items);
  const active = calls.find(({ id }) => id === activeKey);

  const activeTime = active && callTime(active);

  const wantedIsLoaded = calls.some(({ id }) => id === wanted);
  useEffect(() => {
    if (!wanted || !query.isSuccess) return;
    if (wantedIsLoaded) {
      activate(wanted);
      list.current?.focusRow(wanted);
      details.open();
    }
    void navigate({ to: '/calls', search: {}, replace: true });
  });

  const open = () => {
    if (isNarrow) details.open();
    else focusDetails();
  };
  useListKeys({
    onMove: (step) => {
      const key = move(step) ?? activeKey;
      if (key !== null) list.current?.focusRow(key);
    },
    onCallBack: () => active && commands.callBack(active),
    onOpenInCrm: () => active && commands.openInCrm(active),
  });

  const { hasNextPage, isFetchingNextPage, fetchNextPage } = query;
  const loadMore = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);

  const content = () => {
    if (query.isPending) return <RowSkeletons label="Loading calls" />;
    if (query.isError && !query.data)
      return <LoadError title="The calls could not be loaded" onRetry={() => void query.refetch()} />;
    if (calls.length === 0) return <FirstSteps />;
    return (
      <VirtualList
        ref={list}
        label="All calls"
        rows={rows}
        total={query.data.pages[0]?.total ?? calls.length}
        activeKey={activeKey}
        onEndReached={loadMore}
        renderItem={(call, state) => (
          <CallRow
            call={call}
            state={state}
            onActivate={() => activate(call.id)}
            onOpen={() => {
              activate(call.id);
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
          <ScreenHeader title="All calls" />
          {content()}
        </>
      }
      detailsTitle="Caller"
      details={
        active && (
          <CallerPage
            who={writing.party(active)}
            call={active}
            summary={
              <>
                {callWords(active)}
                {activeTime && (
                  <>
                    , <Ago iso={activeTime} as="at" />
                  </>
                )}
              </>
            }
          />
        )
      }
      isOpen={isOpen}
      onClose={details.close}
    />
  );
}
