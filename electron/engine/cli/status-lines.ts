/** The state of a headless engine as the app's tray and window say it. */
import type { EngineConfig } from '#shared/config/engine-config.ts';
import { needsTunnel } from '#shared/config/sources.ts';
import type { Status } from '#shared/contract/status.ts';
import { phaseOf, tunnelProblem } from '#shared/status/phase.ts';
import { attentionText, lineParts, type StatusLine, statusLine } from '#shared/status/status-line.ts';

/** What the engine tells of its state. */
export type StatusFacts = Pick<
  Status,
  'url' | 'problems' | 'reachability' | 'completeness' | 'subscriptions'
>;

/** One line of stdout. Its text leaves out how long ago the last event was: that changes without anything happening. */
export interface StatusReport {
  type: 'status';
  state: StatusLine['state'];
  text: string;
  /** What needs attention beside it, as sentences. */
  attention: string[];
}

/**
 * @param write called with each report that differs from the one before.
 * @param now milliseconds since the Unix epoch.
 * @returns a function that takes what has changed.
 */
export function statusReporter(
  { sources, locale }: Pick<EngineConfig, 'sources' | 'locale'>,
  now: () => number,
  write: (report: StatusReport) => void,
): (changed: Partial<StatusFacts>) => void {
  const named = sources.map((source) => ({ ...source, name: source.id }));
  const isTunnelNeeded = needsTunnel(sources);
  let facts: StatusFacts = {
    url: null,
    problems: [],
    reachability: null,
    completeness: null,
    subscriptions: [],
  };
  let phase: Pick<Status, 'phase' | 'since'> = { phase: 'starting', since: new Date(now()).toISOString() };
  let shown = '';
  return (changed) => {
    facts = { ...facts, ...changed };
    // The first line of stdout is the address.
    if (facts.url === null) return;
    const tunnel = tunnelProblem(facts.reachability, isTunnelNeeded);
    const problems = tunnel ? [...facts.problems, tunnel] : facts.problems;
    const current = phaseOf(true, problems, facts.reachability, isTunnelNeeded);
    if (current !== phase.phase) phase = { phase: current, since: new Date(now()).toISOString() };
    const line = statusLine({ ...facts, ...phase, problems, lastEventAt: null }, named, now(), locale);
    const details = line.details.filter(({ code }) => code !== 'no-event');
    const report: StatusReport = {
      type: 'status',
      state: line.state,
      text: lineParts({ ...line, details }, ', ').join(''),
      attention: line.attention.map((one) => attentionText(one, (id) => id)),
    };
    const text = JSON.stringify(report);
    if (text === shown) return;
    shown = text;
    write(report);
  };
}
