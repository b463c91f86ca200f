import { Button } from '@mantine/core';
import { IconAlertOctagon, IconBroadcast, IconCircleDashed } from '@tabler/icons-react';
import { useSettings, useStatus } from '../bridge/queries.ts';
import { useNow } from '../time/clock.ts';
import { fullDate } from '../time/words.ts';
import { FixButton } from './FixButton.tsx';
import { PathButton } from './PathButton.tsx';
import { StatusDetails } from './StatusDetails.tsx';
import classes from './status.module.css';
import { tellTruth } from './truth.ts';

const icons = {
  listening: IconBroadcast,
  starting: IconCircleDashed,
  unknown: IconCircleDashed,
  'not-listening': IconAlertOctagon,
} as const;

/** The line that is always there: whether Ringback is really listening, and what to do where it is not. */
export function TruthLine() {
  const status = useStatus();
  const sources = useSettings().data?.settings.sources;
  // A failed question leaves the last answer in the cache, which may not be true any more.
  const known = status.isError ? undefined : status.data;
  const truth = tellTruth(known, sources, useNow());
  const Icon = icons[truth.state];
  const lastEventAt = known?.lastEventAt;
  return (
    <div className={classes.truth} data-state={truth.state}>
      <div className={classes.told} role="status" aria-label="Listening state">
        <Icon size={18} stroke={1.8} aria-hidden className={classes.icon} />
        <p className={classes.sentence}>
          <span className={classes.headline}>{truth.headline}</span>
          {truth.detail !== null && (
            <>
              {truth.state === 'not-listening' ? ': ' : ' · '}
              <span title={truth.state === 'listening' && lastEventAt ? fullDate(lastEventAt) : undefined}>
                {truth.detail}
              </span>
            </>
          )}
        </p>
        {truth.state === 'not-listening' && truth.problem && <FixButton problem={truth.problem} />}
        {truth.state === 'not-listening' && known && <PathButton status={known} />}
      </div>
      {status.isError && (
        <Button size="compact-sm" variant="default" onClick={() => void status.refetch()}>
          Ask again
        </Button>
      )}
      {known && <StatusDetails status={known} />}
    </div>
  );
}
