import { tryWords } from '#shared/calls/words.ts';
import type { FollowUp } from '#shared/contract/follow-ups.ts';
import { Ago } from '../time/Ago.tsx';

/** The last call back that was no talk: "Tried today 14:02 (11 s)". */
export function TriedWords({ lastTry }: { lastTry: NonNullable<FollowUp['lastTry']> }) {
  const words = tryWords(lastTry);
  return (
    <>
      Tried <Ago iso={lastTry.at} as="at" />
      {words !== '' && ` (${words})`}
    </>
  );
}
