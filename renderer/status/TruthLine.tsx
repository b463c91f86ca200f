import { Button } from '@mantine/core';
import {
  IconAlertOctagon,
  IconBroadcast,
  IconCircleDashed,
  IconDeviceLaptop,
  IconPlugConnectedX,
} from '@tabler/icons-react';
import { useSettings, useStatus } from '../data/queries.ts';
import { useNow } from '../time/clock.ts';
import { useTimeWords } from '../time/time-words.tsx';
import { FixButton } from './FixButton.tsx';
import { PathButton } from './PathButton.tsx';
import { StatusDetails } from './StatusDetails.tsx';
import { StepButton } from './StepButton.tsx';
import classes from './status.module.css';
import { TunnelButton } from './TunnelButton.tsx';
import { type Truth, tellTruth } from './truth.ts';

const icons = {
  listening: IconBroadcast,
  local: IconDeviceLaptop,
  incomplete: IconPlugConnectedX,
  starting: IconCircleDashed,
  unknown: IconCircleDashed,
  'not-listening': IconAlertOctagon,
} as const satisfies Record<Truth['state'], unknown>;

/** What stands between the headline and the rest; a headline that is a sentence ends by itself. */
const separators = {
  listening: ' · ',
  local: ' · ',
  incomplete: ' ',
  starting: ' · ',
  unknown: ' · ',
  'not-listening': ': ',
} as const satisfies Record<Truth['state'], string>;

/** The line that is always there: whether Ringback is really listening, and what to do where it is not. */
export function TruthLine() {
  const status = useStatus();
  const { fullDate } = useTimeWords();
  const sources = useSettings().data?.settings.sources;
  // A failed question leaves the last answer in the cache, which may not be true any more.
  const known = status.isError ? undefined : status.data;
  const truth = tellTruth(known, sources, useNow());
  const Icon = icons[truth.state];
  const lastEventAt = known?.lastEventAt;
  const isUp = truth.state === 'listening' || truth.state === 'local';
  return (
    <div className={classes.truth} data-state={truth.state}>
      <div className={classes.told} role="status" aria-label="Listening state">
        <Icon size={18} stroke={1.8} aria-hidden className={classes.icon} />
        <p className={classes.sentence}>
          <span className={classes.headline}>{truth.headline}</span>
          {truth.detail !== null && (
            <>
              {separators[truth.state]}
              <span title={isUp && lastEventAt ? fullDate(lastEventAt) : undefined}>{truth.detail}</span>
            </>
          )}
        </p>
        {truth.state === 'not-listening' && truth.problem && <FixButton problem={truth.problem} />}
        {truth.state === 'not-listening' && known && <PathButton status={known} />}
        {truth.state === 'incomplete' && <StepButton step={truth.steps[0]} />}
        {truth.state === 'local' && truth.lacksTunnel && <TunnelButton label="Connect a tunnel" />}
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
