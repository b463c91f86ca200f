import { useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import type { Delivery } from '#shared/contract/deliveries.ts';
import { useDeliveries } from '../data/queries.ts';
import { LoadError } from '../ui/LoadError.tsx';
import { RowSkeletons } from '../ui/RowSkeletons.tsx';
import { DeliveryRows } from './DeliveryRows.tsx';
import { EmptyDeliveries } from './EmptyDeliveries.tsx';
import { type Letters, ReprocessDialog } from './ReprocessDialog.tsx';
import { type DeliveryView, viewNames, viewOutcomes } from './views.ts';

/** The outcomes to query; none means all. */
const outcomesOf = (view: DeliveryView, filter: Delivery['outcome'] | undefined) =>
  filter ? [filter] : viewOutcomes[view];

/** The list of deliveries, newest first, with the active one's details. */
export function DeliveryList({ view }: { view: DeliveryView }) {
  const { outcome } = useSearch({ from: '/health' });
  const filter = view === 'deliveries' ? outcome : undefined;
  const query = useDeliveries(outcomesOf(view, filter));
  const [letters, setLetters] = useState<Letters | null>(null);
  const isEmpty = query.data?.pages[0]?.deliveries.length === 0;

  return (
    <>
      {query.isPending ? (
        <RowSkeletons label={`Loading ${viewNames[view].toLowerCase()}`} />
      ) : !query.data ? (
        <LoadError title="The deliveries could not be loaded" onRetry={() => void query.refetch()} />
      ) : isEmpty ? (
        <EmptyDeliveries view={view} isFiltered={filter !== undefined} />
      ) : (
        <DeliveryRows key={filter ?? ''} view={view} query={query} onTryAgain={setLetters} />
      )}
      <ReprocessDialog letters={letters} onClose={() => setLetters(null)} />
    </>
  );
}
