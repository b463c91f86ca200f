import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import { callWords } from '#shared/calls/words.ts';
import type { Call } from '#shared/contract/calls.ts';
import { startOfDay } from '#shared/util/instant.ts';
import { useCalls } from '../data/queries.ts';
import { FirstSteps } from '../start/FirstSteps.tsx';
import { Ago } from '../time/Ago.tsx';
import { useNow } from '../time/clock.ts';
import { useTimeWords } from '../time/time-words.tsx';
import { CallerListScreen } from './CallerListScreen.tsx';
import { CallerPage } from './CallerPage.tsx';
import { CallRow } from './CallRow.tsx';
import { useCallFormatting } from './use-call-formatting.ts';
import { useCallerList } from './use-caller-list.ts';

/** A sentence about a call's outcome and time. */
function CallSummary({ call }: { call: Call }) {
  return (
    <>
      {callWords(call)}, <Ago iso={call.at} as="at" />
    </>
  );
}

/** The screen with all calls, newest first, updated live. */
export function CallsScreen() {
  const wanted = useSearch({ from: '/calls' }).call;
  const navigate = useNavigate();
  const query = useCalls();
  const formatting = useCallFormatting();
  const { dayHeading } = useTimeWords();
  const today = startOfDay(useNow());
  const calls = useMemo(() => query.data?.pages.flatMap((page) => page.calls) ?? [], [query.data]);
  const headingOf = useCallback(({ at }: Call) => dayHeading(at, today), [today, dayHeading]);
  const list = useCallerList({
    query,
    items: calls,
    callOf: (call) => call,
    headingOf,
    wanted,
    onWanted: () => void navigate({ to: '/calls', search: {}, replace: true }),
  });
  return (
    <CallerListScreen
      title="All calls"
      label="All calls"
      noun="calls"
      list={list}
      empty={<FirstSteps />}
      renderRow={(call, row) => <CallRow call={call} {...row} />}
      renderDetails={(call) => (
        <CallerPage who={formatting.party(call)} call={call} summary={<CallSummary call={call} />} />
      )}
    />
  );
}
