import type { FollowUp } from '#shared/contract/call.ts';
import { CallIcon } from '../callers/CallIcon.tsx';
import { followUpWords } from '../callers/call-words.ts';
import { RowActions } from '../callers/RowActions.tsx';
import { useWriting } from '../callers/use-writing.ts';
import { PersonRow } from '../list/PersonRow.tsx';
import type { RowState } from '../list/VirtualList.tsx';
import { Ago } from '../time/Ago.tsx';
import { ClosedWords } from './ClosedWords.tsx';
import { useDone } from './done.tsx';

interface FollowUpRowProps {
  followUp: FollowUp;
  state: RowState;
  onActivate: () => void;
  onOpen: () => void;
}

/** One caller to call back, or one that is done. */
export function FollowUpRow({ followUp, state, onActivate, onOpen }: FollowUpRowProps) {
  const writing = useWriting();
  const { done, reopen } = useDone();
  const who = writing.caller(followUp);
  const isOpen = followUp.state === 'open';
  return (
    <PersonRow
      state={state}
      icon={<CallIcon call={followUp.lastCall} />}
      title={who.title}
      aside={who.number}
      what={isOpen ? followUpWords(followUp) : <ClosedWords followUp={followUp} />}
      words={followUp.lastCall.voicemail?.transcript ?? null}
      when={<Ago iso={followUp.lastCallAt} />}
      line={writing.line(followUp.lastCall).name}
      actions={
        <RowActions
          call={followUp.lastCall}
          tabIndex={state.tabIndex}
          onDone={isOpen ? () => done(followUp) : undefined}
          onReopen={isOpen ? undefined : () => reopen(followUp)}
        />
      }
      onActivate={onActivate}
      onOpen={onOpen}
    />
  );
}
