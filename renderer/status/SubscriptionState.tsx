import type { SubscriptionState as State } from '#shared/contract/subscriptions.ts';
import { subscriptionWords } from '#shared/status/subscription-words.ts';
import { Ago } from '../time/Ago.tsx';

interface SubscriptionStateProps {
  subscription: Pick<State, 'state' | 'since'>;
  /** ISO 8601, UTC: when its last genuine event came; null before the first, undefined while that is not known. */
  lastEventAt: string | null | undefined;
}

/** How a subscription is doing: a working one by its last genuine event, as only that shows it. */
export function SubscriptionState({ subscription: { state, since }, lastEventAt }: SubscriptionStateProps) {
  if (state !== 'healthy')
    return (
      <>
        {subscriptionWords[state]}, since <Ago iso={since} as="at" />
      </>
    );
  if (!lastEventAt) return <>{subscriptionWords[state]}, no event yet</>;
  return (
    <>
      {subscriptionWords[state]}, last event <Ago iso={lastEventAt} as="at" />
    </>
  );
}
