import type { Settings } from '#shared/config/settings.ts';
import { usesSocket } from '#shared/config/sources.ts';
import type { SettingsView } from '#shared/contract/settings.ts';
import { lacksAddress, type SourceValues } from '../settings/source-values.ts';

export type StepState = 'done' | 'next' | 'later';

/** The states of the three steps: a phone system with its secret, a public address, a first call. */
export interface StepStates {
  states: readonly [StepState, StepState, StepState];
  /** The draft of a phone system that needs an address first; null when there is none. */
  tunnelFirst: SourceValues | null;
}

/** True when webhooks can reach this computer according to Settings. Only a call proves it. */
const hasWayIn = ({ sources, tunnel }: Settings): boolean =>
  tunnel.kind !== 'none' ||
  (sources.length > 0 && sources.every((source) => usesSocket(source) || source.publicUrl !== undefined));

function hasProof({ settings, secrets, credentials }: SettingsView): boolean {
  const source = settings.sources[0];
  if (!source) return false;
  return (
    secrets.some(({ count }) => count > 0) ||
    source.options.unauthenticated === true ||
    (usesSocket(source) && credentials.some(({ sourceId }) => sourceId === source.id))
  );
}

/** Derives the states. @param draft the phone system that is being added, or null. */
export function stepStates(view: SettingsView, hasEvents: boolean, draft: SourceValues | null): StepStates {
  const isReachable = hasWayIn(view.settings);
  const done = [hasProof(view), isReachable, hasEvents];
  const isBegun = view.settings.sources.length === 0 && draft !== null;
  const tunnelFirst = isBegun && !isReachable && lacksAddress(draft) ? draft : null;
  const firstOpen = done.indexOf(false);
  const next = tunnelFirst ? 1 : firstOpen;
  const stateOf = (index: number): StepState => {
    if (index === next) return 'next';
    return done[index] ? 'done' : 'later';
  };
  // Events from programs on this computer do not prove that it can be reached.
  const last = firstOpen >= 0 && firstOpen < 2 ? 'later' : stateOf(2);
  return { states: [stateOf(0), stateOf(1), last], tunnelFirst };
}
