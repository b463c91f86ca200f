import { Text } from '@mantine/core';
import { useAppInfo } from '../bridge/queries.ts';
import classes from './settings.module.css';

/** Which Ringback this is, and where it keeps its data. */
export function About() {
  const info = useAppInfo().data;
  if (!info) return <Text c="dimmed">Version not known</Text>;
  const facts = [
    ['Version', info.version],
    ['Runs on', `${info.runtime}, ${info.platform}`],
    ['Data folder', info.dataFolder],
  ] as const;
  return (
    <dl className={classes.facts}>
      {facts.map(([term, value]) => (
        <div key={term}>
          <dt>{term}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
