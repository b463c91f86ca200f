import { Button, EmptyState } from '@mantine/core';
import { IconPlugConnected } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useSettings, useSourceHealth, useStatus } from '../data/queries.ts';
import { LoadError } from '../ui/LoadError.tsx';
import { RowSkeletons } from '../ui/RowSkeletons.tsx';
import classes from './health.module.css';
import { ReachabilityCard } from './ReachabilityCard.tsx';
import { SourceHealthCard } from './SourceHealthCard.tsx';

/** The health of all phone systems. */
export function SourcesHealth() {
  const navigate = useNavigate();
  const health = useSourceHealth();
  const status = useStatus().data;
  const sources = useSettings().data?.settings.sources;
  if (!sources || health.isPending) return <RowSkeletons label="Loading the phone systems" />;
  if (sources.length === 0)
    return (
      <EmptyState
        py={72}
        px="md"
        icon={<IconPlugConnected size={36} stroke={1.4} />}
        title="No phone system is set up"
        description="The state of each phone system appears here."
      >
        <EmptyState.Actions>
          <Button
            onClick={() => void navigate({ to: '/settings/sources/$sourceId', params: { sourceId: 'new' } })}
          >
            Set up a phone system
          </Button>
        </EmptyState.Actions>
      </EmptyState>
    );
  if (!health.data)
    return <LoadError title="Health could not be loaded" onRetry={() => void health.refetch()} />;
  return (
    <div className={classes.scroll}>
      <div className={classes.page}>
        {status && <ReachabilityCard status={status} />}
        {sources.map((source) => (
          <SourceHealthCard
            key={source.id}
            source={source}
            health={health.data.find(({ sourceId }) => sourceId === source.id)}
            subscription={status?.subscriptions.find(({ sourceId }) => sourceId === source.id)}
            completeness={status?.completeness?.sources.find(({ sourceId }) => sourceId === source.id)}
          />
        ))}
      </div>
    </div>
  );
}
