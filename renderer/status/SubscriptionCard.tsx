import { Stack, Text, Title } from '@mantine/core';
import type { SubscriptionState } from '#shared/contract/subscriptions.ts';
import { hasProblem, transportWords } from '#shared/status/subscription-words.ts';
import { useSettings, useSourceHealth } from '../data/queries.ts';
import { sourceName } from '../ui/source-name.ts';
import { NewAddressActs } from './NewAddressActs.tsx';
import { RepairButton } from './RepairButton.tsx';
import { SubscriptionState as StateWords } from './SubscriptionState.tsx';

/** The state of a vendor's subscription, with its repair. */
export function SubscriptionCard({ subscription }: { subscription: SubscriptionState }) {
  const { sourceId, transport, state, reason, fix } = subscription;
  const name = sourceName(useSettings().data?.settings.sources, sourceId);
  const health = useSourceHealth().data?.find((one) => one.sourceId === sourceId);
  return (
    <Stack gap="xs">
      <Title order={2}>{transportWords[transport]}</Title>
      <Text fz="sm">
        <StateWords subscription={subscription} lastEventAt={health?.lastEventAt} />.{reason && ` ${reason}`}
        {(hasProblem(subscription) || state === 'incomplete') && fix && ` ${fix}`}
      </Text>
      <RepairButton subscription={subscription} />
      <NewAddressActs subscription={subscription} name={name} />
    </Stack>
  );
}
