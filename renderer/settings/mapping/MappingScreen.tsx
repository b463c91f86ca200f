import { Button, EmptyState, Stack, Title } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { useSettings } from '../../bridge/queries.ts';
import { LoadError } from '../../ui/LoadError.tsx';
import { RowSkeletons } from '../../ui/RowSkeletons.tsx';
import classes from '../settings.module.css';
import { MappingEditor } from './MappingEditor.tsx';
import { useReceivedBodies } from './use-received-bodies.ts';

/** How a phone system's own JSON says what a call is. */
export function MappingScreen() {
  const { sourceId } = useParams({ from: '/settings/sources/$sourceId/fields' });
  const navigate = useNavigate();
  const settings = useSettings();
  const bodies = useReceivedBodies(sourceId);
  if (settings.isPending || bodies.isPending) return <RowSkeletons label="Loading what arrived" />;
  if (!settings.data || !bodies.data)
    return <LoadError title="What arrived could not be loaded" onRetry={() => void bodies.refetch()} />;
  const source = settings.data.settings.sources.find(({ id }) => id === sourceId);
  if (!source)
    return (
      <EmptyState py={72} title="This phone system is not set up any more">
        <EmptyState.Actions>
          <Button variant="default" onClick={() => void navigate({ to: '/settings' })}>
            Open Settings
          </Button>
        </EmptyState.Actions>
      </EmptyState>
    );
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
