import { Text } from '@mantine/core';
import { useAppInfo } from '../data/queries.ts';
import { Facts } from '../ui/Facts.tsx';

/** The app's version and data folder. */
export function About() {
  const info = useAppInfo().data;
  if (!info) return <Text c="dimmed">Version not known</Text>;
  return (
    <Facts
      facts={[
        ['Version', info.version],
        ['Runs on', `${info.runtime}, ${info.platform}`],
        ['Data folder', info.dataFolder],
      ]}
    />
  );
}
