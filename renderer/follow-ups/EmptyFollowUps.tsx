import { EmptyState, Text } from '@mantine/core';
import { IconChecks, IconListCheck } from '@tabler/icons-react';
import type { FollowUp } from '#shared/call.ts';
import { useCalls } from '../bridge/queries.ts';
import { useWriting } from '../caller/use-writing.ts';
import { callTime } from '../calls/call-time.ts';
import { callWords } from '../calls/call-words.ts';
import { FirstSteps } from '../start/FirstSteps.tsx';
import { Ago } from '../time/Ago.tsx';

/** Nobody to call back: the first steps before the first call, else that all is done. */
export function EmptyFollowUps({ listed }: { listed: FollowUp['state'] }) {
  const calls = useCalls();
  const writing = useWriting();
  const last = calls.data?.pages[0]?.calls[0];

  const lastTime = last && callTime(last);

  if (listed === 'closed')
    return (
      <EmptyState
        py={72}
        px="md"
        icon={<IconListCheck size={36} stroke={1.4} />}
        title="Nothing done yet"
        description="Callers that are done, or that were reached, are kept here."
      />
    );
  if (calls.isPending) return null;
  if (!last) return <FirstSteps />;
  return (
    <EmptyState
      py={72}
      px="md"
      icon={<IconChecks size={40} stroke={1.4} />}
      title="Everyone is called back"
      description={
        <Text span c="dimmed" fz="sm">
          Last call: {writing.party(last).title}, {callWords(last).toLowerCase()}
          {lastTime && (
            <>
              , <Ago iso={lastTime} as="at" />
            </>
          )}
        </Text>
      }
    />
  );
}
