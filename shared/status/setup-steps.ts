/**
 * The open setup steps: events cannot arrive because something was never set up. This is no alarm, but the next step.
 */

import type { SettingsSource } from '../config/settings.ts';
import { usesSocket } from '../config/sources.ts';
import type { Status } from '../contract/status.ts';
import { dayMs } from '../util/instant.ts';

export interface SetupStep {
  /** What it needs: a tunnel, or the phone system's credentials. */
  needs: 'tunnel' | 'access';
  /** A sentence without its full stop, and the reason as a sentence of its own. */
  headline: string;
  reason: string;
  /** The phone systems whose events it prevents. */
  sourceIds: readonly string[];
}

export interface Setup {
  steps: readonly SetupStep[];
  /**
   * A hint when events arrived recently without a tunnel: a program on this computer sends them, or an unchecked forwarder.
   * Without a full stop.
   */
  caveat: string | null;
  /** True when events of no phone system can arrive. */
  isNothingReached: boolean;
}

/** Period in which an event shows that its sender works, in milliseconds. Test calls do not count. */
const recentMs = dayMs;

const names = (sources: readonly SettingsSource[]): string =>
  sources.length > 2
    ? `${sources.length} phone systems`
    : sources.map(({ name }) => name).join(' and ') || 'The phone system';

function tunnelStep(sources: readonly SettingsSource[], lastEventAt: string | null): SetupStep {
  const isOne = sources.length === 1;
  const common = { needs: 'tunnel' as const, sourceIds: sources.map(({ id }) => id) };
  const isElsewhere = sources.every(({ publicUrl }) => publicUrl !== undefined);
  if (lastEventAt !== null)
    return {
      ...common,
      headline: `Not known whether ${names(sources)} ${isOne ? 'reaches' : 'reach'} this computer`,
      reason: isElsewhere
        ? `No tunnel checks ${isOne ? 'its public address' : 'their public addresses'}.`
        : 'From the internet only a tunnel leads here.',
    };
  const need = isOne ? 'It needs a tunnel' : 'They need a tunnel';
  return {
    ...common,
    headline: `${names(sources)} cannot reach this computer yet`,
    reason: isElsewhere
      ? `${need}, unless something else forwards ${isOne ? 'its' : 'their'} calls here.`
      : `${need}.`,
  };
}

function accessSteps(status: Status, sources: readonly SettingsSource[]): SetupStep[] {
  return status.subscriptions.flatMap(({ sourceId, state, fix }) => {
    const source = sources.find(({ id }) => id === sourceId);
    if (state !== 'incomplete' || !source) return [];
    return [
      {
        needs: 'access' as const,
        headline: `${source.name} is not connected yet`,
        reason: fix ?? 'Enter its access in Settings.',
        sourceIds: [sourceId],
      },
    ];
  });
}

/** Finds the open setup steps. @param now milliseconds since the Unix epoch. */
export function setupOf(status: Status, sources: readonly SettingsSource[], now: number): Setup {
  const { reachability, lastEventAt } = status;
  const webhooks = sources.filter((source) => !usesSocket(source));
  const hasTunnel = reachability !== null && reachability.phase !== 'off';
  const lacking = hasTunnel ? [] : webhooks;
  // With a socket, the last event may be the socket's.
  const isHeard =
    lacking.length === sources.length && lastEventAt !== null && now - Date.parse(lastEventAt) < recentMs;
  const steps = [
    ...(lacking.length > 0 && !isHeard ? [tunnelStep(lacking, lastEventAt)] : []),
    ...accessSteps(status, sources),
  ];
  const kept = new Set(steps.flatMap(({ sourceIds }) => sourceIds));
  return {
    steps,
    caveat:
      lacking.length === 0 || !isHeard
        ? null
        : lacking.every(({ publicUrl }) => publicUrl !== undefined)
          ? 'the public address is not checked'
          : 'calls from the internet need a tunnel',
    isNothingReached: sources.length > 0 && sources.every(({ id }) => kept.has(id)),
  };
}
