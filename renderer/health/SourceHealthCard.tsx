import { Stack, Text, Title } from '@mantine/core';
import { IconAlertTriangle, IconShieldX } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useId } from 'react';
import type { SettingsSource } from '#shared/config/settings.ts';
import { usesSocket } from '#shared/config/sources.ts';
import type { SourceCompleteness } from '#shared/contract/catch-up.ts';
import type { SourceHealth } from '#shared/contract/sources.ts';
import type { SubscriptionState as State } from '#shared/contract/subscriptions.ts';
import { completenessWords } from '#shared/status/completeness-words.ts';
import { hasProblem, transportWords } from '#shared/status/subscription-words.ts';
import { DropOldSecret } from '../settings/DropOldSecret.tsx';
import { providerForms } from '../settings/providers/index.ts';
import { SecretUses } from '../settings/SecretUses.tsx';
import { rotationOf } from '../settings/secret-rotation.ts';
import { CheckNow } from '../status/CheckNow.tsx';
import { NewAddressActs } from '../status/NewAddressActs.tsx';
import { RepairButton } from '../status/RepairButton.tsx';
import { SubscriptionState } from '../status/SubscriptionState.tsx';
import { Ago } from '../time/Ago.tsx';
import { useNow } from '../time/clock.ts';
import { useTimeWords } from '../time/time-words.tsx';
import { Facts } from '../ui/Facts.tsx';
import { asSentence } from './delivery-words.ts';
import classes from './health.module.css';
import { TestCall } from './TestCall.tsx';

function Refusals({ refused, last }: { refused: number; last: SourceHealth['lastRefusal'] }) {
  if (refused === 0) return 'None in 24 hours';
  return (
    <>
      <IconShieldX size={15} stroke={1.8} aria-hidden className={classes.inline} />{' '}
      <Link to="/health" search={{ view: 'quarantine' }} className={classes.link}>
        {refused} in 24 hours
      </Link>
      {last && (
        <Text span fz="sm" c="dimmed" display="block">
          {asSentence(last.reason)}, <Ago iso={last.at} />
        </Text>
      )}
    </>
  );
}

function DeadLetters({ failed }: { failed: number }) {
  if (failed === 0) return 'None';
  return (
    <>
      <IconAlertTriangle size={15} stroke={1.8} aria-hidden className={classes.inline} />{' '}
      <Link to="/health" search={{ view: 'dead-letters' }} className={classes.link}>
        {failed} to try again
      </Link>
    </>
  );
}

interface SubscriptionProps {
  subscription: State;
  name: string;
  lastEventAt: string | null;
}

function Subscription({ subscription, name, lastEventAt }: SubscriptionProps) {
  const { state, reason, fix } = subscription;
  return (
    <Stack gap={6}>
      <span>
        {hasProblem(subscription) && (
          <IconAlertTriangle size={15} stroke={1.8} aria-hidden className={classes.inline} />
        )}{' '}
        <SubscriptionState subscription={subscription} lastEventAt={lastEventAt} />
        {(hasProblem(subscription) || state === 'incomplete') && (
          <Text span fz="sm" c="dimmed" display="block">
            {[reason, fix].filter(Boolean).join(' ')}
          </Text>
        )}
      </span>
      <RepairButton subscription={subscription} />
      <NewAddressActs subscription={subscription} name={name} />
    </Stack>
  );
}

function MissingCalls({ completeness }: { completeness: SourceCompleteness }) {
  const canCheck = completeness.state !== 'unsupported' && completeness.state !== 'no-credentials';
  return (
    <Stack gap={6}>
      <span>{completenessWords(completeness, useNow(), useTimeWords())}</span>
      {canCheck && <CheckNow sourceId={completeness.sourceId} />}
    </Stack>
  );
}

interface SourceHealthCardProps {
  source: SettingsSource;
  /** Undefined until the engine knows a new source. */
  health: SourceHealth | undefined;
  subscription: State | undefined;
  completeness: SourceCompleteness | undefined;
}

/** The health of one phone system, and its commands. */
export function SourceHealthCard({ source, health, subscription, completeness }: SourceHealthCardProps) {
  const id = useId();
  const isOpen = source.options.unauthenticated === true;
  const secrets = health?.secrets ?? [];
  return (
    <section className={classes.source} aria-labelledby={id}>
      <div>
        <Title order={2} id={id}>
          <Link
            to="/settings/sources/$sourceId"
            params={{ sourceId: source.id }}
            className={classes.titleLink}
          >
            {source.name}
          </Link>
        </Title>
        <Text fz="sm" c="dimmed">
          {providerForms[source.provider].name}
        </Text>
      </div>
      <Stack gap="md" className={classes.sourceFacts}>
        {health && (
          <Facts
            facts={[
              ['Last event', health.lastEventAt ? <Ago key="at" iso={health.lastEventAt} /> : 'None yet'],
              ['Refused', <Refusals key="refused" refused={health.refused} last={health.lastRefusal} />],
              ['Dead letters', <DeadLetters key="failed" failed={health.failed} />],
              [
                subscription ? transportWords[subscription.transport] : '',
                subscription ? (
                  <Subscription
                    key="subscription"
                    subscription={subscription}
                    name={source.name}
                    lastEventAt={health.lastEventAt}
                  />
                ) : null,
              ],
              [
                'Missing calls',
                completeness ? <MissingCalls key="missing" completeness={completeness} /> : null,
              ],
              [
                'Secret',
                usesSocket(source) || isOpen ? null : secrets.length === 0 ? (
                  'Not set'
                ) : (
                  <SecretUses key="secrets" source={source} />
                ),
              ],
            ]}
          />
        )}
        {!usesSocket(source) && (
          // A test request goes to the webhook's address, which a socket source does not have.
          <TestCall source={source}>
            {rotationOf(secrets) === 'done' && <DropOldSecret source={source} />}
          </TestCall>
        )}
      </Stack>
    </section>
  );
}
