import { CloseButton, Group, Stack } from '@mantine/core';
import { IconAlertTriangle, IconInfoCircle, IconPlugConnectedX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { Problem } from '#shared/contract/problem.ts';
import type { SubscriptionState } from '#shared/contract/subscriptions.ts';
import { actionFor } from '#shared/status/action.ts';
import type { SetupStep } from '#shared/status/setup-steps.ts';
import { type Attention, stepAction } from '#shared/status/status-line.ts';
import { subscriptionWords, transportWords } from '#shared/status/subscription-words.ts';
import { useBridge } from '../data/bridge.ts';
import { useSettings } from '../data/queries.ts';
import { Ago } from '../time/Ago.tsx';
import { sourceName } from '../ui/source-name.ts';
import { attempt } from '../ui/toast.ts';
import { ActionButton } from './ActionButton.tsx';
import { AddRefusedCalls } from './AddRefusedCalls.tsx';
import { NewAddressActs } from './NewAddressActs.tsx';
import { RecoverButton } from './RecoverButton.tsx';
import { RepairButton } from './RepairButton.tsx';
import classes from './status.module.css';
import { useStatusLine } from './use-status-line.ts';

interface BannerProps {
  severity: Problem['severity'];
  icon: typeof IconInfoCircle;
  headline: ReactNode;
  /** The text after the headline. */
  rest: string | null;
  /** When it began, ISO 8601. */
  since?: string;
  /** Buttons. */
  children: ReactNode;
}

function Banner({ severity, icon: Icon, headline, rest, since, children }: BannerProps) {
  return (
    <li className={classes.banner} data-severity={severity}>
      <Icon size={18} stroke={1.7} aria-hidden className={classes.icon} />
      <p className={classes.sentence}>
        <span className={classes.headline}>{headline}</span> {rest}
        {since && (
          <>
            {' '}
            <span className={classes.when}>
              <Ago iso={since} />
            </span>
          </>
        )}
      </p>
      {children}
    </li>
  );
}

function ProblemBanner({ problem }: { problem: Problem }) {
  const bridge = useBridge();
  const sources = useSettings().data?.settings.sources;
  const { code, severity, message, fix, since } = problem;
  const source = sources?.find(({ id }) => id === problem.sourceId);
  return (
    <Banner
      severity={severity}
      icon={severity === 'notice' ? IconInfoCircle : IconAlertTriangle}
      headline={`${source ? `${source.name}: ` : ''}${message}`}
      rest={fix}
      since={since}
    >
      {code === 'refused-genuine' && problem.sourceId ? (
        <AddRefusedCalls sourceId={problem.sourceId} />
      ) : (
        <ActionButton action={actionFor(problem)} />
      )}
      {code === 'settings-invalid' && (
        <RecoverButton request={{ file: 'settings', choice: 'keep' }} label="Keep these" />
      )}
      {severity === 'notice' && (
        <CloseButton
          size="sm"
          aria-label="Dismiss"
          onClick={() => void attempt(() => bridge.problems.dismiss({ code, since }), 'Not dismissed')}
        />
      )}
    </Banner>
  );
}

/** The banner of a phone system that may have stopped sending, with its repair. */
function SubscriptionBanner({ subscription }: { subscription: SubscriptionState }) {
  const { sourceId, transport, state, reason, fix, since } = subscription;
  const name = sourceName(useSettings().data?.settings.sources, sourceId);
  const words = reason ?? `${transportWords[transport]} ${subscriptionWords[state].toLowerCase()}.`;
  return (
    <Banner
      severity="warning"
      icon={IconAlertTriangle}
      headline={`${name}: ${words}`}
      rest={fix}
      since={since}
    >
      <RepairButton subscription={subscription} />
    </Banner>
  );
}

/** The banner of phone systems that still call the tunnel's old address, each with its actions. */
function OldAddressBanner({ address, isTold }: Extract<Attention, { kind: 'old-address' }>) {
  const sources = useSettings().data?.settings.sources;
  const isOne = address.subscriptions.length === 1;
  const request = isOne ? 'Give it the new one.' : 'Give them the new one.';
  return (
    <Banner
      severity={address.isNothingReached ? 'blocking' : 'warning'}
      icon={IconPlugConnectedX}
      headline={isTold ? request : `${address.headline}.`}
      rest={isTold ? null : request}
      since={address.since}
    >
      <Stack gap={4}>
        {address.subscriptions.map((subscription) => {
          const name = sourceName(sources, subscription.sourceId);
          return (
            <Group key={subscription.sourceId} gap="xs" justify="flex-end">
              {!isOne && <span>{name}</span>}
              <NewAddressActs subscription={subscription} name={name} />
            </Group>
          );
        })}
      </Stack>
    </Banner>
  );
}

/** The banner of an open setup step. */
const StepBanner = ({ step }: { step: SetupStep }) => (
  <Banner severity="warning" icon={IconPlugConnectedX} headline={`${step.headline}.`} rest={step.reason}>
    <ActionButton action={stepAction(step)} />
  </Banner>
);

function bannerOf(attention: Attention) {
  switch (attention.kind) {
    case 'problem': {
      const { code, since, sourceId } = attention.problem;
      return <ProblemBanner key={`${code} ${since} ${sourceId ?? ''}`} problem={attention.problem} />;
    }
    case 'subscription':
      return (
        <SubscriptionBanner key={attention.subscription.sourceId} subscription={attention.subscription} />
      );
    case 'old-address':
      return <OldAddressBanner key="old-address" {...attention} />;
    case 'step': {
      const { needs, sourceIds } = attention.step;
      return <StepBanner key={`${needs} ${sourceIds.join(' ')}`} step={attention.step} />;
    }
  }
}

/** The banners: what needs attention beside the status line's own problem. */
export function StatusBanners() {
  const { attention } = useStatusLine();
  if (attention.length === 0) return null;
  return (
    <section aria-label="Problems">
      <ul className={classes.banners} aria-label="What needs attention">
        {attention.map(bannerOf)}
      </ul>
    </section>
  );
}
