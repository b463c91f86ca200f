import type { Settings } from '#shared/config/settings.ts';
import { usesSocket } from '#shared/config/sources.ts';
import type { SettingsView } from '#shared/contract/settings.ts';
import { lacksAddress, type SourceValues } from '../settings/source-values.ts';

export type StepState = 'done' | 'next' | 'later';

/** The three steps: a phone system with its proof, a way in, a first call. */
export interface StepStates {
  states: readonly [StepState, StepState, StepState];
  /** The phone system that was begun and cannot be added before there is an address; null where none is. */
  tunnelFirst: SourceValues | null;
}

/** Whether the sources' webhooks can find this computer, as far as Settings tell: only a call proves it. */
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

/** @param draft the phone system that is being added, where one is */
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
  // What a program on this computer sent does not prove that others find the way.
  const last = firstOpen >= 0 && firstOpen < 2 ? 'later' : stateOf(2);
  return { states: [stateOf(0), stateOf(1), last], tunnelFirst };
}
