import { Stack, Text, Title } from '@mantine/core';
import type { SourceCompleteness as Completeness } from '#shared/contract/catch-up.ts';
import { useNow } from '../time/clock.ts';
import { CheckNow } from './CheckNow.tsx';
import { completenessWords } from './gaps.ts';

/** What is known of one phone system's calls, and the look into its call log. */
export function SourceCompleteness({ completeness }: { completeness: Completeness }) {
  const now = useNow();
  const canLook = completeness.state !== 'unsupported' && completeness.state !== 'no-credentials';
  return (
    <Stack gap="xs">
      <Title order={2}>Missing calls</Title>
      <Text fz="sm">{completenessWords(completeness, now)}</Text>
      {canLook && <CheckNow sourceId={completeness.sourceId} />}
    </Stack>
  );
}
