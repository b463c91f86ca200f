import type { FollowUp } from '#shared/contract/follow-ups.ts';
import { Ago } from '../time/Ago.tsx';

/** How and when a follow-up was closed: "Done today 09:12", "Reached yesterday 16:20". */
export function ClosedWords({ followUp }: { followUp: FollowUp }) {
  return (
    <>
      {followUp.closedBy === 'answered' ? 'Reached' : 'Done'}
      {followUp.closedAt && (
        <>
          {' '}
          <Ago iso={followUp.closedAt} as="at" />
        </>
      )}
    </>
  );
}
