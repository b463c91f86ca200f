/** The one line that says whether calls arrive and whether any are missing. */

import type { SettingsSource } from '#shared/config/settings.ts';
import type { Status } from '#shared/contract/status.ts';
import { type Path, pathOf } from '#shared/status/event-path.ts';
import { setupOf } from '#shared/status/setup-steps.ts';
import { clockTime } from './clock-time.ts';

function ago(instant: string, now: Date): string {
  const minutes = Math.floor((now.getTime() - Date.parse(instant)) / 60_000);
  if (minutes < 1) return 'just now';
  if (minutes < 60) return `${minutes} min ago`;
  if (minutes < 48 * 60) return `${Math.floor(minutes / 60)} h ago`;
  return `${Math.floor(minutes / 1440)} days ago`;
}

const lastEvent = ({ lastEventAt }: Status, now: Date): string[] =>
  lastEventAt === null ? [] : [`last event ${ago(lastEventAt, now)}`];

/** Nothing is said of what nobody can know. */
function missing({ completeness }: Status, now: Date): string[] {
  if (!completeness || completeness.sources.length === 0) return [];
  const { nothingMissingSince, sources } = completeness;
  if (nothingMissingSince !== null) return [`nothing missing since ${clockTime(nothingMissingSince, now)}`];
  return sources.some(({ state }) => state === 'checking') ? ['checking for missed calls'] : [];
}

/** What is said of a way that is open. */
const openWords: Record<Extract<Path, { isOpen: true }>['by'], string> = {
  tunnel: 'Listening',
  sockets: 'Listening',
  local: 'Listening on this computer only',
};

/** Whether the phone systems' events arrive: the engine listens, and the way to it is open and was set up for any of them. */
export const isListening = (status: Status, sources: readonly SettingsSource[], now = new Date()): boolean =>
  status.phase === 'listening' &&
  pathOf(status, sources).isOpen &&
  !setupOf(status, sources, now.getTime()).isNothingReached;

/**
 * "Listening - last event 4 min ago - nothing missing since 09:12", "Not listening since 10:41: why", or what was never set
 * up.
 */
export function truthLine(status: Status, sources: readonly SettingsSource[], now = new Date()): string {
  const { phase, problems, since } = status;
  if (phase === 'starting') return status.reachability ? 'Connecting' : 'Starting';
  if (phase === 'listening') {
    const path = pathOf(status, sources);
    const { steps, caveat } = setupOf(status, sources, now.getTime());
    const [step] = steps;
    if (path.isOpen)
      return step
        ? `${step.headline}. ${step.reason}`
        : [
            openWords[path.by],
            ...lastEvent(status, now),
            ...(caveat === null ? missing(status, now) : [caveat]),
          ].join(' - ');
    return path.isComing ? path.reason : `Not listening since ${clockTime(path.since, now)}: ${path.reason}`;
  }
  const blocking = problems.find(({ severity }) => severity === 'blocking');
  const head = `Not listening since ${clockTime(blocking?.since ?? since, now)}`;
  return blocking ? `${head}: ${blocking.message}` : head;
}
