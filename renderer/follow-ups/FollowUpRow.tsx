import { followUpWords } from '#shared/calls/words.ts';
import type { FollowUp } from '#shared/contract/follow-ups.ts';
import { CallIcon } from '../callers/CallIcon.tsx';
import { RowActions } from '../callers/RowActions.tsx';
import { useCallFormatting } from '../callers/use-call-formatting.ts';
import { ListRow, type RowProps } from '../list/ListRow.tsx';
import { Ago } from '../time/Ago.tsx';
import { ClosedWords } from './ClosedWords.tsx';
import { useDone } from './DoneProvider.tsx';
import { TriedWords } from './TriedWords.tsx';

interface FollowUpRowProps extends RowProps {
  followUp: FollowUp;
}

/** The row of a follow-up, open or done. */
export function FollowUpRow({ followUp, ...row }: FollowUpRowProps) {
  const formatting = useCallFormatting();
  const { done, reopen } = useDone();
  const who = formatting.caller(followUp);
  const isOpen = followUp.state === 'open';
  return (
    <ListRow
      {...row}
      icon={<CallIcon call={followUp.lastCall} />}
      title={who.title}
      aside={who.number}
      what={<What followUp={followUp} />}
      words={followUp.lastCall.voicemail?.transcript ?? null}
      when={<Ago iso={followUp.lastCallAt} />}
      line={formatting.line(followUp.lastCall).name}
      actions={
        <RowActions
          call={followUp.lastCall}
          tabIndex={row.state.tabIndex}
          onDone={isOpen ? () => done(followUp) : undefined}
          onReopen={isOpen ? undefined : () => reopen(followUp)}
        />
      }
    />
  );
}

/** What happened, and what came of calling back. */
function What({ followUp }: { followUp: FollowUp }) {
  if (followUp.state === 'closed') return <ClosedWords followUp={followUp} />;
  const { lastTry } = followUp;
  return (
    <>
      {followUpWords(followUp)}
      {lastTry && (
        <>
          . <TriedWords lastTry={lastTry} />
        </>
      )}
    </>
  );
}
