import { closedWords } from '#shared/calls/words.ts';
import type { FollowUp } from '#shared/contract/follow-ups.ts';
import { Ago } from '../time/Ago.tsx';

/** How and when a follow-up was closed: "Done today 09:12", "Returned after 12 min, yesterday 16:20". */
export function ClosedWords({ followUp }: { followUp: FollowUp }) {
  const { closedAt, closedBy } = followUp;
  return (
    <>
      {closedWords(followUp)}
      {closedAt && (
        <>
          {closedBy === 'answered' ? ', ' : ' '}
          <Ago iso={closedAt} as="at" />
        </>
      )}
    </>
  );
}
