import { useParams } from '@tanstack/react-router';
import { useSettings } from '../data/queries.ts';
import { LoadError } from '../ui/LoadError.tsx';
import { RowSkeletons } from '../ui/RowSkeletons.tsx';
import { MissingSource } from './MissingSource.tsx';
import { SourceEditor } from './SourceEditor.tsx';
import { newSourceId } from './source-values.ts';

/** The screen that adds or changes a phone system. */
export function SourceScreen() {
  const { sourceId } = useParams({ from: '/settings/sources/$sourceId' });
  const query = useSettings();
  if (query.isPending) return <RowSkeletons label="Loading settings" />;
  if (!query.data)
    return <LoadError title="The settings could not be loaded" onRetry={() => void query.refetch()} />;
  const source = query.data.settings.sources.find(({ id }) => id === sourceId);
  if (!source && sourceId !== newSourceId) return <MissingSource />;
  return <SourceEditor key={sourceId} source={source ?? null} view={query.data} />;
}
