import { Code, Text } from '@mantine/core';
import type { TunnelSettings } from '#shared/config/tunnel.ts';
import type { Reachability } from '#shared/contract/tunnel.ts';
import { useStatus } from '../../data/queries.ts';
import { ReconnectNow } from '../../status/ReconnectNow.tsx';
import { Ago } from '../../time/Ago.tsx';
import classes from './tunnel.module.css';

function Words({ reachability }: { reachability: Reachability }) {
  const { phase, publicUrl, roundTripMs, reason, fix, since } = reachability;
  if (phase === 'listening')
    return (
      <Text fz="sm">
        Listening at <Code>{publicUrl}</Code>
        {roundTripMs !== null && `, round trip ${Math.round(roundTripMs)} ms`}, since{' '}
        <Ago iso={since} as="at" />.
      </Text>
    );
  if (reason)
    return (
      <Text fz="sm">
        Not listening since <Ago iso={since} as="at" />: {reason} {fix}
      </Text>
    );
  return (
    <Text fz="sm">
      {phase === 'probing' ? 'Connected. The public address is being checked.' : 'Connecting.'}
    </Text>
  );
}

/** The state of the saved tunnel; nothing when there is none. */
export function TunnelState({ stored }: { stored: TunnelSettings }) {
  const status = useStatus().data;
  const reachability = status?.reachability;
  if (!status || !reachability || reachability.phase === 'off' || reachability.kind !== stored.kind)
    return null;
  return (
    <section className={classes.state} aria-label="The tunnel now">
      <Words reachability={reachability} />
      <ReconnectNow status={status} />
    </section>
  );
}
