import type { FollowUp } from '#shared/call.ts';
import { RowActions } from '../caller/RowActions.tsx';
import { useWriting } from '../caller/use-writing.ts';
import { CallIcon } from '../calls/CallIcon.tsx';
import { followUpWords } from '../calls/call-words.ts';
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
