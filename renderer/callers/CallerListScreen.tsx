import type { ReactNode } from 'react';
import type { RowProps } from '../list/ListRow.tsx';
import { ListWithDetails } from '../list/ListWithDetails.tsx';
import { VirtualList } from '../list/VirtualList.tsx';
import { LoadError } from '../ui/LoadError.tsx';
import { RowSkeletons } from '../ui/RowSkeletons.tsx';
import { ScreenHeader } from '../ui/ScreenHeader.tsx';
import type { CallerListState } from './use-caller-list.ts';

interface CallerListScreenProps<T> {
  title: string;
  /** Controls beside the title. */
  controls?: ReactNode;
  /** The list's accessible name. */
  label: string;
  /** Plural name of the items, such as "callers". */
  noun: string;
  list: CallerListState<T>;
  /** Shown when the list is empty. */
  empty: ReactNode;
  renderRow: (item: T, props: RowProps) => ReactNode;
  renderDetails: (item: T) => ReactNode;
}

/** A screen with a list of callers or calls, and the active caller's page. It also shows loading, failed and empty. */
export function CallerListScreen<T extends { id: string }>(props: CallerListScreenProps<T>) {
  const { title, controls, label, noun, list, empty, renderRow, renderDetails } = props;
  const { query, items, active } = list;
  const content = () => {
    if (query.isPending) return <RowSkeletons label={`Loading ${noun}`} />;
    if (!query.data)
      return <LoadError title={`The ${noun} could not be loaded`} onRetry={() => void query.refetch()} />;
    if (items.length === 0) return empty;
    return (
      <VirtualList
        {...list.listProps}
        label={label}
        total={query.data.pages[0]?.total ?? items.length}
        renderItem={(item, state) => renderRow(item, { state, ...list.rowProps(item) })}
      />
    );
  };
  return (
    <ListWithDetails
      list={
        <>
          <ScreenHeader title={title}>{controls}</ScreenHeader>
          {content()}
        </>
      }
      detailsTitle="Caller"
      details={active && renderDetails(active)}
      {...list.detailsProps}
    />
  );
}
