import { EmptyState, Text } from '@mantine/core';
import { IconChecks, IconListCheck } from '@tabler/icons-react';
import { callWords } from '#shared/calls/words.ts';
import type { FollowUp } from '#shared/contract/follow-ups.ts';
import { useCallFormatting } from '../callers/use-call-formatting.ts';
import { useCalls, useFollowUps } from '../data/queries.ts';
import { FirstSteps } from '../start/FirstSteps.tsx';
import { Ago } from '../time/Ago.tsx';

/** The follow-up that was returned last. One that the rep marked as done does not count: nobody may have called. */
const lastReturned = (closed: readonly FollowUp[]): FollowUp | undefined =>
  closed
    .filter(({ closedBy }) => closedBy === 'answered')
    .reduce<FollowUp | undefined>(
      (latest, other) => ((latest?.closedAt ?? '') < (other.closedAt ?? '') ? other : latest),
      undefined,
    );

/** The empty list: the first steps before the first call, or else the last returned call. */
export function EmptyFollowUps({ listed }: { listed: FollowUp['state'] }) {
  const calls = useCalls();
  const closed = useFollowUps('closed');
  const formatting = useCallFormatting();
  const last = calls.data?.pages[0]?.calls[0];
  const returned = lastReturned(closed.data?.pages[0]?.followUps ?? []);

  if (listed === 'closed')
    return (
      <EmptyState
        py={72}
        px="md"
        icon={<IconListCheck size={36} stroke={1.4} />}
        title="Nothing done yet"
        description="Callers that you finished or reached are kept here."
      />
    );
  if (calls.isPending || closed.isPending) return null;
  if (!last) return <FirstSteps />;
  return (
    <EmptyState
      py={72}
      px="md"
      icon={<IconChecks size={40} stroke={1.4} />}
      title="Nobody to call back"
      description={
        <Text span c="dimmed" fz="sm">
          {returned ? (
            <>
              Last returned: {formatting.caller(returned).title}
              {returned.closedAt && (
                <>
                  , <Ago iso={returned.closedAt} as="at" />
                </>
              )}
            </>
          ) : (
            <>
              Last call: {formatting.party(last).title}, {callWords(last).toLowerCase()},{' '}
              <Ago iso={last.at} as="at" />
            </>
          )}
        </Text>
      }
    />
  );
}
