import { Button, Group, Text } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { useCallback, useMemo } from 'react';
import type { Delivery } from '#shared/contract/deliveries.ts';
import { startOfDay } from '#shared/util/instant.ts';
import { type useDeliveries, useSettings } from '../data/queries.ts';
import { ListWithDetails } from '../list/ListWithDetails.tsx';
import { useListKeys } from '../list/use-list-keys.ts';
import { useListWithDetails } from '../list/use-list-with-details.ts';
import { VirtualList } from '../list/VirtualList.tsx';
import { useNow } from '../time/clock.ts';
import { useTimeWords } from '../time/time-words.tsx';
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

/** The loaded deliveries by day, and the active one's details. */
export function DeliveryRows({ view, query, onTryAgain }: DeliveryRowsProps) {
  const sources = useSettings().data?.settings.sources;
  const isDead = view === 'dead-letters';
  const { dayHeading } = useTimeWords();
  const today = startOfDay(useNow());
  const deliveries = useMemo(() => query.data?.pages.flatMap((page) => page.deliveries) ?? [], [query.data]);
  const headingOf = useCallback(
    ({ receivedAt }: Delivery) => dayHeading(receivedAt, today),
    [today, dayHeading],
  );
  const list = useListWithDetails({ items: deliveries, headingOf, paging: query });
  const { active } = list;
  useListKeys({ onMove: list.move });

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
                Retry all
              </Button>
            </Group>
          )}
          <VirtualList
            {...list.listProps}
            label={viewNames[view]}
            total={query.hasNextPage ? null : deliveries.length}
            renderItem={(delivery, state) => (
              <DeliveryRow
                delivery={delivery}
                state={state}
                source={sourceName(sources, delivery.sourceId)}
                {...list.rowProps(delivery)}
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
      {...list.detailsProps}
    />
  );
}
