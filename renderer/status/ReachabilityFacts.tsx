import { Code } from '@mantine/core';
import type { Status } from '#shared/contract/status.ts';
import { Ago } from '../time/Ago.tsx';
import { Facts } from '../ui/Facts.tsx';
import { kindNames } from '../ui/tunnel-names.ts';

const phaseWords = {
  off: 'No tunnel. Only programs on this computer get through.',
  connecting: 'Connecting',
  probing: 'Connected, not proved yet',
  listening: 'Proved: a request sent to the public address came back here.',
  'not-listening': 'Requests to the public address do not arrive.',
} as const satisfies Record<NonNullable<Status['reachability']>['phase'], string>;

const stateWords = ({ phase, blockedCheck }: NonNullable<Status['reachability']>): string =>
  phase === 'listening' && blockedCheck ? 'Proved by calls that arrive.' : phaseWords[phase];

/** Whether the public address reaches this computer, and the last proof. */
export function ReachabilityFacts({ status: { reachability, url } }: { status: Status }) {
  const tunnel = reachability && reachability.kind !== 'none' ? reachability : null;
  return (
    <Facts
      facts={[
        ['Tunnel', tunnel && kindNames[tunnel.kind]],
        ['State', reachability ? stateWords(reachability) : 'Not known yet'],
        ['Our own check', tunnel?.blockedCheck?.message ?? null],
        ['Reason', tunnel?.reason ?? null],
        ['What to do', tunnel?.fix ?? null],
        ['Public address', tunnel?.publicUrl ? <Code key="url">{tunnel.publicUrl}</Code> : null],
        ['On this computer', url && <Code key="local">{url}</Code>],
        [
          'Round trip',
          tunnel?.roundTripMs == null || tunnel.phase !== 'listening'
            ? null
            : `${Math.round(tunnel.roundTripMs)} ms`,
        ],
        ['Last proof', tunnel?.lastProofAt ? <Ago key="proof" iso={tunnel.lastProofAt} /> : null],
      ]}
    />
  );
}
