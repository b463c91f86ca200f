import { Stack, Title } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { Link, useParams } from '@tanstack/react-router';
import type { SettingsSource } from '#shared/config/settings.ts';
import { useSettings } from '../../data/queries.ts';
import { LoadError } from '../../ui/LoadError.tsx';
import { RowSkeletons } from '../../ui/RowSkeletons.tsx';
import { MissingSource } from '../MissingSource.tsx';
import classes from '../settings.module.css';
import { MappingEditor } from './MappingEditor.tsx';
import { useReceivedBodies } from './use-received-bodies.ts';

function SourceFields({ source }: { source: SettingsSource }) {
  const bodies = useReceivedBodies(source);
  if (bodies.isPending) return <RowSkeletons label="Loading what arrived" />;
  if (!bodies.data)
    return <LoadError title="What arrived could not be loaded" onRetry={() => void bodies.refetch()} />;
  const sourceId = source.id;
  return (
    <div className={classes.scroll}>
      <Stack className={classes.page} gap="lg">
        <Stack gap={4}>
          <Link to="/settings/sources/$sourceId" params={{ sourceId }} className={classes.back}>
            <IconArrowLeft size={15} stroke={1.8} aria-hidden /> {source.name}
          </Link>
          <Title order={1}>Fields of {source.name}</Title>
        </Stack>
        <MappingEditor key={sourceId} source={source} bodies={bodies.data} />
      </Stack>
    </div>
  );
}

/** The screen that maps a phone system's JSON to calls. */
export function MappingScreen() {
  const { sourceId } = useParams({ from: '/settings/sources/$sourceId/fields' });
  const settings = useSettings();
  if (settings.isPending) return <RowSkeletons label="Loading settings" />;
  if (!settings.data)
    return <LoadError title="The settings could not be loaded" onRetry={() => void settings.refetch()} />;
  const source = settings.data.settings.sources.find(({ id }) => id === sourceId);
  return source ? <SourceFields source={source} /> : <MissingSource />;
}
