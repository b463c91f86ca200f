import { IconAlertTriangle } from '@tabler/icons-react';
import type { SubscriptionState } from '#shared/contract/subscriptions.ts';
import { useSettings } from '../data/queries.ts';
import { Ago } from '../time/Ago.tsx';
import { sourceName } from '../ui/source-name.ts';
import { RepairButton } from './RepairButton.tsx';
import classes from './status.module.css';
import { subscriptionWords, transportWords } from './subscription-words.ts';

/** A phone system that may have stopped sending, with the way back. */
export function SubscriptionBanner({ subscription }: { subscription: SubscriptionState }) {
  const { sourceId, transport, state, reason, fix, since } = subscription;
  const sources = useSettings().data?.settings.sources;
  return (
    <li className={classes.banner} data-severity="warning">
      <IconAlertTriangle size={18} stroke={1.7} aria-hidden className={classes.icon} />
      <p className={classes.sentence}>
        <span className={classes.headline}>
          {sourceName(sources, sourceId)}:{' '}
          {reason ?? `${transportWords[transport]} ${subscriptionWords[state].toLowerCase()}.`}
        </span>{' '}
        {fix}{' '}
        <span className={classes.when}>
          <Ago iso={since} />
        </span>
      </p>
      <RepairButton subscription={subscription} />
    </li>
  );
}
