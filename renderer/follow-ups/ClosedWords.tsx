import { doneWords } from '#shared/calls/words.ts';
import type { FollowUp } from '#shared/contract/follow-ups.ts';
import { Ago } from '../time/Ago.tsx';

/** How and when a follow-up was closed: "Done today 09:12", "Reached yesterday 16:20", "Left a message today 09:12". */
export function ClosedWords({ followUp }: { followUp: FollowUp }) {
  return (
    <>
      {wordsOf(followUp)}
      {followUp.closedAt && (
        <>
          {' '}
          <Ago iso={followUp.closedAt} as="at" />
        </>
      )}
    </>
  );
}

function wordsOf({ closedBy, doneOutcome }: FollowUp): string {
  if (closedBy === 'answered') return doneWords.reached;
  return doneOutcome === null ? 'Done' : doneWords[doneOutcome];
}
