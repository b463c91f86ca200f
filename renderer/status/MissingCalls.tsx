import { Stack, Text, Title } from '@mantine/core';
import type { SourceCompleteness } from '#shared/contract/catch-up.ts';
import { completenessWords } from '#shared/status/completeness-words.ts';
import { useSettings } from '../data/queries.ts';
import { useNow } from '../time/clock.ts';
import { useTimeWords } from '../time/time-words.tsx';
import { sourceName } from '../ui/source-name.ts';
import { CheckNow } from './CheckNow.tsx';
import classes from './status.module.css';

/** The completeness of each phone system's calls. */
export function MissingCallsList({ sources }: { sources: readonly SourceCompleteness[] }) {
  const now = useNow();
  const words = useTimeWords();
  const known = useSettings().data?.settings.sources;
  return (
    <ul className={classes.sources}>
      {sources.map((source) => (
        <li key={source.sourceId}>
          <Text span fw={600} fz="sm" display="block">
            {sourceName(known, source.sourceId)}
          </Text>
          <Text span fz="sm" display="block">
            {completenessWords(source, now, words)}
            {source.foundLater > 0 &&
              ` ${source.foundLater} ${source.foundLater === 1 ? 'call was' : 'calls were'} found by the last look.`}
          </Text>
        </li>
      ))}
    </ul>
  );
}

/** The completeness of one phone system's calls, with the button to check its call log. */
export function MissingCallsOf({ completeness }: { completeness: SourceCompleteness }) {
  const now = useNow();
  const words = useTimeWords();
  const canCheck = completeness.state !== 'unsupported' && completeness.state !== 'no-credentials';
  return (
    <Stack gap="xs">
      <Title order={2}>Missing calls</Title>
      <Text fz="sm">{completenessWords(completeness, now, words)}</Text>
      {canCheck && <CheckNow sourceId={completeness.sourceId} />}
    </Stack>
  );
}
