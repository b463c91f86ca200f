import { Stack, Text, Title } from '@mantine/core';
import type { SubscriptionState } from '#shared/contract/subscriptions.ts';
import { hasProblem, subscriptionWords, transportWords } from '#shared/status/subscription-words.ts';
import { Ago } from '../time/Ago.tsx';
import { RepairButton } from './RepairButton.tsx';

/** The state of a vendor's subscription, with its repair. */
export function SubscriptionCard({ subscription }: { subscription: SubscriptionState }) {
  const { transport, state, reason, fix, since } = subscription;
  return (
    <Stack gap="xs">
      <Title order={2}>{transportWords[transport]}</Title>
      <Text fz="sm">
        {subscriptionWords[state]}, since <Ago iso={since} as="at" />.{reason && ` ${reason}`}
        {(hasProblem(subscription) || state === 'incomplete') && fix && ` ${fix}`}
      </Text>
      <RepairButton subscription={subscription} />
    </Stack>
  );
}
