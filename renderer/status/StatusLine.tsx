import { Button } from '@mantine/core';
import {
  IconAlertOctagon,
  IconBroadcast,
  IconCircleDashed,
  IconDeviceLaptop,
  IconPlugConnectedX,
} from '@tabler/icons-react';
import { lineParts, type StatusLineState } from '#shared/status/status-line.ts';
import { useStatus } from '../data/queries.ts';
import { useTimeWords } from '../time/time-words.tsx';
import { ActionButton } from './ActionButton.tsx';
import { StatusDetails } from './StatusDetails.tsx';
import classes from './status.module.css';
import { useStatusLine } from './use-status-line.ts';

const icons = {
  listening: IconBroadcast,
  'listening-but': IconBroadcast,
  local: IconDeviceLaptop,
  'not-set-up': IconPlugConnectedX,
  connecting: IconCircleDashed,
  unknown: IconCircleDashed,
  'not-listening': IconAlertOctagon,
} as const satisfies Record<StatusLineState, unknown>;

/** The status line on every screen: whether Ringback is listening, and what to do when it is not. */
export function StatusLine() {
  const status = useStatus();
  const line = useStatusLine();
  const { fullDate } = useTimeWords();
  const Icon = icons[line.state];
  const known = status.isError ? undefined : status.data;
  const [headline, between, rest] = lineParts(line, ' · ');
  const tellsLastEvent = line.details.some(({ code }) => code === 'last-event');
  return (
    <div className={classes.line} data-state={line.state}>
      <div className={classes.told} role="status" aria-label="Listening state">
        <Icon size={18} stroke={1.8} aria-hidden className={classes.icon} />
        <p className={classes.sentence}>
          <span className={classes.headline}>{headline}</span>
          {between}
          {rest !== '' && (
            <span title={tellsLastEvent && known?.lastEventAt ? fullDate(known.lastEventAt) : undefined}>
              {rest}
            </span>
          )}
        </p>
        <ActionButton action={line.action} />
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
