import { Text } from '@mantine/core';
import type { SourceCompleteness } from '#shared/contract/catch-up.ts';
import { useSettings } from '../data/queries.ts';
import { useNow } from '../time/clock.ts';
import { sourceName } from '../ui/source-name.ts';
import { completenessWords } from './gaps.ts';
import classes from './status.module.css';

/** What is known of each phone system's calls. */
export function CompletenessList({ sources }: { sources: readonly SourceCompleteness[] }) {
  const now = useNow();
  const known = useSettings().data?.settings.sources;
  return (
    <ul className={classes.sources}>
      {sources.map((source) => (
        <li key={source.sourceId}>
          <Text span fw={600} fz="sm" display="block">
            {sourceName(known, source.sourceId)}
          </Text>
          <Text span fz="sm" display="block">
            {completenessWords(source, now)}
            {source.foundLater > 0 &&
              ` ${source.foundLater} ${source.foundLater === 1 ? 'call was' : 'calls were'} found by the last look.`}
          </Text>
        </li>
      ))}
    </ul>
  );
}
