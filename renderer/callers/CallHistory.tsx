import { Stack, Title } from '@mantine/core';
import { useCalls } from '../data/queries.ts';
import { CallIcon } from './CallIcon.tsx';
import { CallTime } from './CallTime.tsx';
import { callWords } from './call-words.ts';
import classes from './caller.module.css';
import { otherParty } from './party.ts';

const shownAtMost = 12;

/** The last calls with a number, in either direction, among those loaded. */
export function CallHistory({ number }: { number: string }) {
  const calls = useCalls()
    .data?.pages.flatMap((page) => page.calls)
    .filter((call) => otherParty(call) === number)
    .slice(0, shownAtMost);
  if (!calls || calls.length === 0) return null;
  return (
    <Stack gap="xs">
      <Title order={3}>Latest calls</Title>
      <ul className={classes.history}>
        {calls.map((call) => (
          <li key={call.id}>
            <CallIcon call={call} />
            <span className={classes.historyWords}>{callWords(call)}</span>
            <span className={classes.historyTime}>
              <CallTime call={call} />
            </span>
          </li>
        ))}
      </ul>
    </Stack>
  );
}
