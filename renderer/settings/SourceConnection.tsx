import { Divider } from '@mantine/core';
import type { SettingsSource } from '#shared/config/settings.ts';
import { useStatus } from '../data/queries.ts';
import { MissingCallsOf } from '../status/MissingCalls.tsx';
import { SubscriptionCard } from '../status/SubscriptionCard.tsx';

/** The state of a source's subscription and call log, where known. */
export function SourceConnection({ source }: { source: SettingsSource }) {
  const status = useStatus().data;
  const subscription = status?.subscriptions.find(({ sourceId }) => sourceId === source.id);
  const completeness = status?.completeness?.sources.find(({ sourceId }) => sourceId === source.id);
  return (
    <>
      {subscription && (
        <>
          <Divider color="var(--rb-line)" />
          <SubscriptionCard subscription={subscription} />
        </>
      )}
      {completeness && (
        <>
          <Divider color="var(--rb-line)" />
          <MissingCallsOf completeness={completeness} />
        </>
      )}
    </>
  );
}
