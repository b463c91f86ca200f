import { SegmentedControl } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useMemo } from 'react';
import { followUpWords } from '#shared/calls/words.ts';
import type { FollowUp } from '#shared/contract/follow-ups.ts';
import { CallerListScreen } from '../callers/CallerListScreen.tsx';
import { CallerPage } from '../callers/CallerPage.tsx';
import { useCallFormatting } from '../callers/use-call-formatting.ts';
import { useCallerList } from '../callers/use-caller-list.ts';
import { useFollowUps } from '../data/queries.ts';
import { Ago } from '../time/Ago.tsx';
import { ClosedWords } from './ClosedWords.tsx';
import { useDone, useLeaving } from './DoneProvider.tsx';
import { EmptyFollowUps } from './EmptyFollowUps.tsx';
import { FollowUpRow } from './FollowUpRow.tsx';
import { TriedWords } from './TriedWords.tsx';
import { usePinned } from './use-pinned.ts';

const segments = [
  { value: 'open', label: 'Open' },
  { value: 'closed', label: 'Done' },
];

/** A sentence about what happened in a follow-up, and when last. */
function FollowUpSummary({ followUp }: { followUp: FollowUp }) {
  return (
    <>
      {followUpWords(followUp)}, {followUp.missedCount + followUp.voicemailCount > 1 && 'last '}
      <Ago iso={followUp.lastCallAt} as="at" />
      {followUp.state === 'closed' && (
        <>
          . <ClosedWords followUp={followUp} />
        </>
      )}
      {followUp.state === 'open' && followUp.lastTry && (
        <>
          . <TriedWords lastTry={followUp.lastTry} />
        </>
      )}
    </>
  );
}

/** The screen with the callers to call back, newest first, and those who are done. */
export function FollowUpsScreen() {
  const { list: listed = 'open', call: wanted } = useSearch({ from: '/follow-ups' });
  const navigate = useNavigate();
  const query = useFollowUps(listed);
  const leaving = useLeaving(listed);
  const { done, reopen } = useDone();
  const formatting = useCallFormatting();
  const loaded = useMemo(() => query.data?.pages.flatMap((page) => page.followUps) ?? [], [query.data]);
  const { items: withPinned, onShown } = usePinned(listed, loaded);
  const followUps = useMemo(() => {
    const left = leaving.split(' ');
    return withPinned.filter(({ id }) => !left.includes(id));
  }, [withPinned, leaving]);
  const list = useCallerList({
    query,
    items: followUps,
    callOf: ({ lastCall }) => lastCall,
    wanted,
    onWanted: (found) =>
      void navigate(
        found
          ? { to: '/follow-ups', search: { list: listed }, replace: true }
          : { to: '/calls', search: { call: wanted }, replace: true },
      ),
    onDone:
      listed === 'open'
        ? (followUp, outcome) => followUp.state === 'open' && done(followUp, outcome)
        : undefined,
  });
  useEffect(() => onShown(list.active ?? null));
  return (
    <CallerListScreen
      title="To call back"
      controls={
        <SegmentedControl
          size="xs"
          aria-label="Which callers"
          data={segments}
          value={listed}
          onChange={(value) =>
            void navigate({ to: '/follow-ups', search: { list: value === 'closed' ? 'closed' : 'open' } })
          }
        />
      }
      label={listed === 'open' ? 'To call back' : 'Done'}
      noun="callers"
      list={list}
      empty={<EmptyFollowUps listed={listed} />}
      renderRow={(followUp, row) => <FollowUpRow followUp={followUp} {...row} />}
      renderDetails={(followUp) => (
        <CallerPage
          who={formatting.caller(followUp)}
          call={followUp.lastCall}
          summary={<FollowUpSummary followUp={followUp} />}
          onDone={followUp.state === 'open' ? (outcome) => list.finish(followUp, outcome) : undefined}
          onReopen={followUp.state === 'closed' ? () => reopen(followUp) : undefined}
        />
      )}
    />
  );
}
