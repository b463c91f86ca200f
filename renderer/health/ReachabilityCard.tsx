import { Anchor, Group, Stack, Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useId } from 'react';
import type { Status } from '#shared/contract/status.ts';
import { ReachabilityFacts } from '../status/ReachabilityFacts.tsx';
import { ReconnectNow } from '../status/ReconnectNow.tsx';
import { tunnelSection } from '../ui/settings-sections.ts';
import classes from './health.module.css';

/** Whether webhooks can reach this computer, and the last proof. */
export function ReachabilityCard({ status }: { status: Status }) {
  const id = useId();
  return (
    <section className={classes.source} aria-labelledby={id}>
      <div>
        <Title order={2} id={id}>
          Connection
        </Title>
        <Text fz="sm" c="dimmed">
          Every phone system with a webhook uses it.
        </Text>
      </div>
      <Stack gap="sm" className={classes.sourceFacts}>
        <ReachabilityFacts status={status} />
        <Group gap="xs">
          <ReconnectNow status={status} />
          <Anchor component={Link} to="/settings" hash={tunnelSection} fz="sm">
            Tunnel settings
          </Anchor>
        </Group>
      </Stack>
    </section>
  );
}
