import { CloseButton } from '@mantine/core';
import { IconAlertTriangle, IconInfoCircle } from '@tabler/icons-react';
import type { Problem } from '#shared/contract/problem.ts';
import { useBridge } from '../data/bridge.ts';
import { useSettings, useStatus } from '../data/queries.ts';
import { Ago } from '../time/Ago.tsx';
import { useNow } from '../time/clock.ts';
import { attempt } from '../ui/toast.ts';
import { FixButton } from './FixButton.tsx';
import { StepBanner } from './StepBanner.tsx';
import { SubscriptionBanner } from './SubscriptionBanner.tsx';
import classes from './status.module.css';
import { isInTrouble } from './subscription-words.ts';
import { tellTruth } from './truth.ts';

function ProblemBanner({ problem }: { problem: Problem }) {
  const bridge = useBridge();
  const sources = useSettings().data?.settings.sources;
  const source = sources?.find(({ id }) => id === problem.sourceId);
  const Icon = problem.severity === 'notice' ? IconInfoCircle : IconAlertTriangle;
  return (
    <li className={classes.banner} data-severity={problem.severity}>
      <Icon size={18} stroke={1.7} aria-hidden className={classes.icon} />
      <p className={classes.sentence}>
        <span className={classes.headline}>
          {source && `${source.name}: `}
          {problem.message}
        </span>{' '}
        {problem.fix}{' '}
        <span className={classes.when}>
          <Ago iso={problem.since} />
        </span>
      </p>
      <FixButton problem={problem} />
      {problem.severity === 'notice' && (
        <CloseButton
          size="sm"
          aria-label="Dismiss"
          onClick={() =>
            void attempt(
              () => bridge.dismissProblem({ code: problem.code, since: problem.since }),
              'Not dismissed',
            )
          }
        />
      )}
    </li>
  );
}

/** What needs attention beside the one thing that the truth line already tells. */
export function ProblemBanners() {
  const now = useNow();
  const status = useStatus().data;
  const sources = useSettings().data?.settings.sources;
  if (!status) return null;
  const truth = tellTruth(status, sources, now);
  const told = truth.state === 'not-listening' ? truth.problem : null;
  const problems = status.problems.filter((problem) => problem !== told);
  const toldSource = truth.state === 'not-listening' ? truth.sourceId : null;
  const troubled = status.subscriptions.filter(
    (subscription) => isInTrouble(subscription) && subscription.sourceId !== toldSource,
  );
  const steps = truth.state === 'incomplete' ? truth.steps.slice(1) : [];
  if (problems.length + troubled.length + steps.length === 0) return null;
  return (
    <section aria-label="Problems">
      <ul className={classes.banners} aria-label="What needs attention">
        {problems.map((problem) => (
          <ProblemBanner
            key={`${problem.code} ${problem.since} ${problem.sourceId ?? ''}`}
            problem={problem}
          />
        ))}
        {troubled.map((subscription) => (
          <SubscriptionBanner key={subscription.sourceId} subscription={subscription} />
        ))}
        {steps.map((step) => (
          <StepBanner key={`${step.needs} ${step.sourceIds.join(' ')}`} step={step} />
        ))}
      </ul>
    </section>
  );
}
