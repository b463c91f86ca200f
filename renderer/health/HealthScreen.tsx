import { Tabs } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useSourceHealth } from '../data/queries.ts';
import { ScreenHeader } from '../ui/ScreenHeader.tsx';
import { DeliveryList } from './DeliveryList.tsx';
import classes from './health.module.css';
import { OutcomeFilter } from './OutcomeFilter.tsx';
import { SourcesHealth } from './SourcesHealth.tsx';
import { type HealthView, healthViews, viewNames } from './views.ts';

/** The Health screen: phone systems, deliveries, quarantine and dead letters. */
export function HealthScreen() {
  const { view = 'sources', outcome } = useSearch({ from: '/health' });
  const navigate = useNavigate();
  const health = useSourceHealth().data ?? [];
  const counts: Partial<Record<HealthView, number>> = {
    'dead-letters': health.reduce((sum, { failed }) => sum + failed, 0),
  };
  const choose = (value: string | null) => {
    const chosen = healthViews.find((name) => name === value);
    if (chosen) void navigate({ to: '/health', search: { view: chosen }, replace: true });
  };
  return (
    <>
      <ScreenHeader title="Health">
        {view === 'deliveries' && (
          <OutcomeFilter
            outcome={outcome}
            onChange={(chosen) =>
              void navigate({
                to: '/health',
                search: chosen ? { view, outcome: chosen } : { view },
                replace: true,
              })
            }
          />
        )}
      </ScreenHeader>
      <Tabs value={view} onChange={choose} keepMounted={false} className={classes.tabs}>
        <Tabs.List aria-label="What to look at" px={12}>
          {healthViews.map((name) => (
            <Tabs.Tab key={name} value={name}>
              {viewNames[name]}{' '}
              {Boolean(counts[name]) && <span className={classes.count}>{counts[name]}</span>}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {healthViews.map((name) => (
          <Tabs.Panel key={name} value={name} className={classes.panel}>
            {name === 'sources' ? <SourcesHealth /> : <DeliveryList view={name} />}
          </Tabs.Panel>
        ))}
      </Tabs>
    </>
  );
}
