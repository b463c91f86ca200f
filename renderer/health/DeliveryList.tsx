import { Button, Group, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconRefresh } from '@tabler/icons-react';
import { useCallback, useMemo, useRef, useState } from 'react';
import { useDeliveries, useSettings } from '../bridge/queries.ts';
import { focusDetails } from '../list/focus-details.ts';
import { ListWithDetails, useIsNarrow } from '../list/ListWithDetails.tsx';
import { PersonRow } from '../list/PersonRow.tsx';
import { toRows } from '../list/rows.ts';
import { useActiveRow } from '../list/use-active-row.ts';
import { useListKeys } from '../list/use-list-keys.ts';
import { VirtualList, type VirtualListHandle } from '../list/VirtualList.tsx';
import { Ago } from '../time/Ago.tsx';
import { LoadError } from '../ui/LoadError.tsx';
import { RowSkeletons } from '../ui/RowSkeletons.tsx';
import { sourceName } from '../ui/source-name.ts';
import { DeliveryPage } from './DeliveryPage.tsx';
import { deliveryTitle, outcomeWords } from './delivery-words.ts';
import { EmptyDeliveries } from './EmptyDeliveries.tsx';
import { OutcomeIcon } from './OutcomeIcon.tsx';
import { type Letters, ReprocessDialog } from './ReprocessDialog.tsx';
import { type DeliveryView, viewNames, viewOutcomes } from './views.ts';

/** What the phone systems sent, newest first, with its details beside. */
export function DeliveryList({ view }: { view: DeliveryView }) {
  const query = useDeliveries(viewOutcomes[view]);
  const sources = useSettings().data?.settings.sources;
  const isNarrow = useIsNarrow();
  const list = useRef<VirtualListHandle>(null);
  const [isOpen, details] = useDisclosure(false);
  const [letters, setLetters] = useState<Letters | null>(null);
  const isDead = view === 'dead-letters';

  const deliveries = useMemo(() => query.data?.pages.flatMap((page) => page.deliveries) ?? [], [query.data]);
  const rows = useMemo(
    () =>
      toRows(
        deliveries,
        ({ id }) => id,
        () => null,
      ),
    [deliveries],
  );
  const items = useMemo(() => deliveries.map(({ id }) => ({ key: id })), [deliveries]);
  const { activeKey, activate, move } = useActiveRow(items);
  const active = deliveries.find(({ id }) => id === activeKey);
  useListKeys({
    onMove: (step) => {
      const key = move(step) ?? activeKey;
      if (key !== null) list.current?.focusRow(key);
    },
  });

  const { hasNextPage, isFetchingNextPage, fetchNextPage } = query;
  const loadMore = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);

  if (query.isPending) return <RowSkeletons label={`Loading ${viewNames[view].toLowerCase()}`} />;
  if (!query.data)
    return <LoadError title="The deliveries could not be loaded" onRetry={() => void query.refetch()} />;

  return (
    <>
      {deliveries.length === 0 ? (
        <EmptyDeliveries view={view} />
      ) : (
        <ListWithDetails
          list={
            <>
              {isDead && (
                <Group justify="space-between" gap="xs" px={20} py={10}>
                  <Text fz="sm" c="dimmed">
                    Genuine, but not understood. Nothing is lost.
                  </Text>
                  <Button
                    size="compact-sm"
                    variant="default"
                    leftSection={<IconRefresh size={15} stroke={1.8} />}
                    onClick={() => setLetters('all')}
                  >
                    Try all again
                  </Button>
                </Group>
              )}
              <VirtualList
                ref={list}
                label={viewNames[view]}
                rows={rows}
                total={query.hasNextPage ? null : deliveries.length}
                activeKey={activeKey}
                onEndReached={loadMore}
                renderItem={(delivery, state) => (
                  <PersonRow
                    state={state}
                    icon={<OutcomeIcon outcome={delivery.outcome} />}
                    title={deliveryTitle(delivery)}
                    aside={null}
                    what={outcomeWords(delivery)}
                    words={delivery.eventId}
                    when={<Ago iso={delivery.receivedAt} />}
                    line={sourceName(sources, delivery.sourceId)}
                    onActivate={() => activate(delivery.id)}
                    onOpen={() => {
                      activate(delivery.id);
                      if (isNarrow) details.open();
                      else focusDetails();
                    }}
                  />
                )}
              />
            </>
          }
          detailsTitle="Delivery"
          details={
            active && (
              <DeliveryPage
                key={active.id}
                delivery={active}
                onTryAgain={isDead ? () => setLetters([active.id]) : undefined}
              />
            )
          }
          isOpen={isOpen}
          onClose={details.close}
        />
      )}
      <ReprocessDialog letters={letters} onClose={() => setLetters(null)} />
    </>
  );
}
