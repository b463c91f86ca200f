import { Button, Group, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconRefresh } from '@tabler/icons-react';
import { useCallback, useMemo, useRef } from 'react';
import { type useDeliveries, useSettings } from '../data/queries.ts';
import { focusDetails } from '../list/focus-details.ts';
import { ListWithDetails, useIsNarrow } from '../list/ListWithDetails.tsx';
import { toRows } from '../list/rows.ts';
import { useActiveRow } from '../list/use-active-row.ts';
import { useListKeys } from '../list/use-list-keys.ts';
import { VirtualList, type VirtualListHandle } from '../list/VirtualList.tsx';
import { useNow } from '../time/clock.ts';
import { dayHeading, startOfDay } from '../time/words.ts';
import { sourceName } from '../ui/source-name.ts';
import { DeliveryPage } from './DeliveryPage.tsx';
import { DeliveryRow } from './DeliveryRow.tsx';
import type { Letters } from './ReprocessDialog.tsx';
import { type DeliveryView, viewNames } from './views.ts';

interface DeliveryRowsProps {
  view: DeliveryView;
  query: ReturnType<typeof useDeliveries>;
  onTryAgain: (letters: Letters) => void;
}

/** The deliveries that were loaded, by day, and the one that is looked at. */
export function DeliveryRows({ view, query, onTryAgain }: DeliveryRowsProps) {
  const sources = useSettings().data?.settings.sources;
  const isNarrow = useIsNarrow();
  const list = useRef<VirtualListHandle>(null);
  const [isOpen, details] = useDisclosure(false);
  const isDead = view === 'dead-letters';
  const today = startOfDay(useNow());

  const deliveries = useMemo(() => query.data?.pages.flatMap((page) => page.deliveries) ?? [], [query.data]);
  const rows = useMemo(
    () =>
      toRows(
        deliveries,
        ({ id }) => id,
        ({ receivedAt }) => dayHeading(receivedAt, today),
      ),
    [deliveries, today],
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

  return (
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
                onClick={() => onTryAgain('all')}
              >
                Try all again
              </Button>
            </Group>
          )}
          <VirtualList
            ref={list}
            label={viewNames[view]}
            rows={rows}
            total={hasNextPage ? null : deliveries.length}
            activeKey={activeKey}
            onEndReached={loadMore}
            renderItem={(delivery, state) => (
              <DeliveryRow
                delivery={delivery}
                state={state}
                source={sourceName(sources, delivery.sourceId)}
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
            onTryAgain={isDead ? () => onTryAgain([active.id]) : undefined}
          />
        )
      }
      isOpen={isOpen}
      onClose={details.close}
    />
  );
}
