/** The status line: whether calls arrive, and whether any may be missing. Window and tray show the same parts. */
import type { SettingsSource } from '../config/settings.ts';
import type { Problem } from '../contract/problem.ts';
import type { Status } from '../contract/status.ts';
import type { SubscriptionState } from '../contract/subscriptions.ts';
import { type TimeWords, timeWords } from '../format/time.ts';
import { actionFor, type StatusAction } from './action.ts';
import { arrivalWords, checkWords, rivalPhrases } from './blocked-check.ts';
import { type GapCode, gapOf } from './completeness-words.ts';
import { type Path, pathOf } from './event-path.ts';
import { type OldAddress, oldAddressOf } from './old-address.ts';
import { type Setup, type SetupStep, setupOf } from './setup-steps.ts';
import { hasProblem } from './subscription-words.ts';

/**
 * `listening-but`: calls arrive, but some may be missing, or something needs attention. `local`: only programs on this
 * computer are known to reach it. `not-set-up`: nothing is broken, but events cannot arrive before a setup step.
 */
export type StatusLineState =
  | 'unknown'
  | 'connecting'
  | 'listening'
  | 'listening-but'
  | 'local'
  | 'not-set-up'
  | 'not-listening';

interface StatusDetail {
  code:
    | GapCode
    | 'not-yet'
    | 'last-event'
    | 'no-event'
    | 'no-source'
    | 'caveat'
    | 'reason'
    | 'warnings'
    | 'blocked-check'
    | 'other-ringback';
  text: string;
}

/** A problem, subscription or step that needs attention beside the line. */
export type Attention =
  | { kind: 'problem'; problem: Problem }
  | { kind: 'subscription'; subscription: SubscriptionState }
  /** `isTold`: the line says it already, and what is left is what to do. */
  | { kind: 'old-address'; address: OldAddress; isTold: boolean }
  | { kind: 'step'; step: SetupStep };

export interface StatusLine {
  state: StatusLineState;
  /** True when any phone system's events arrive, as far as known. */
  isReceiving: boolean;
  headline: string;
  details: readonly StatusDetail[];
  action: StatusAction | null;
  attention: readonly Attention[];
}

/** What to do where a phone system calls an old address. */
const giveNewAddress = 'Give the new address to the phone system.';

/** The line before other attention is added, and what it already covers. */
interface Told extends Omit<StatusLine, 'attention'> {
  problem?: Problem | undefined;
  sourceId?: string | undefined;
  step?: SetupStep | undefined;
  isOldAddress?: boolean | undefined;
}

/** The fix when no reason is known. */
const noReason = 'The listener stopped. It is started again automatically.';

const headlines = {
  tunnel: 'Listening',
  sockets: 'Listening',
  local: 'Listening on this computer only',
} as const satisfies Record<Extract<Path, { isOpen: true }>['by'], string>;

const asSentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;

const lastEventOf = ({ lastEventAt }: Status, now: number, { ago }: TimeWords): StatusDetail =>
  lastEventAt
    ? { code: 'last-event', text: `last event ${ago(lastEventAt, now)}` }
    : { code: 'no-event', text: 'no event yet' };

const connecting = (headline: string): Told => ({
  state: 'connecting',
  isReceiving: false,
  headline,
  details: [{ code: 'not-yet', text: 'not listening yet' }],
  action: null,
});

const notListening = (since: string, reason: string, action: StatusAction | null): Told => ({
  state: 'not-listening',
  isReceiving: false,
  headline: `Not listening since ${since}`,
  details: [{ code: 'reason', text: reason }],
  action,
});

/** The line for an obstacle that keeps events away; null when there is none. */
function obstacleOf(
  status: Status,
  path: Path,
  address: OldAddress | null,
  now: number,
  { since }: TimeWords,
): Told | null {
  const blocking = status.problems.filter(({ severity }) => severity === 'blocking');
  const problem = blocking.find(({ code }) => code !== 'tunnel-down');
  if (problem) {
    const start = status.phase === 'not-listening' ? status.since : problem.since;
    const reason = `${problem.message} ${problem.fix}`;
    return { ...notListening(since(start, now), reason, actionFor(problem)), problem };
  }
  if (path.isOpen && status.phase === 'starting') return connecting('Starting');
  if (!path.isOpen && path.isComing) return connecting(path.reason);
  const [down] = blocking;
  if (!path.isOpen) {
    const { reachability } = status;
    const isTunnel = reachability && reachability.phase !== 'off' && reachability.phase !== 'listening';
    const action = isTunnel ? ({ code: 'open-tunnel' } as const) : null;
    return {
      ...notListening(since(path.since, now), path.reason, action),
      problem: down,
      sourceId: path.sourceId,
    };
  }
  if (down)
    return {
      ...notListening(since(down.since, now), `${down.message} ${down.fix}`, actionFor(down)),
      problem: down,
    };
  if (status.phase === 'not-listening') return notListening(since(status.since, now), noReason, null);
  return address?.isNothingReached ? oldAddressLine(address, since(address.since, now)) : null;
}

function oldAddressLine({ headline, subscriptions: [first] }: OldAddress, since: string): Told {
  const action = first ? ({ code: 'new-address', sourceId: first.sourceId } as const) : null;
  return { ...notListening(since, `${headline}.`, action), isOldAddress: true };
}

/** The action of a setup step. */
export const stepAction = ({ needs, sourceIds: [sourceId = ''] }: SetupStep): StatusAction =>
  needs === 'tunnel' ? { code: 'connect-tunnel' } : { code: 'open-access', sourceId };

function stepLine(step: SetupStep, { isNothingReached }: Setup, lastEvent: StatusDetail): Told {
  return {
    state: 'not-set-up',
    isReceiving: !isNothingReached,
    headline: `${step.headline}.`,
    details: [
      { code: 'reason', text: step.reason },
      ...(lastEvent.code === 'last-event' ? [{ ...lastEvent, text: asSentence(lastEvent.text) }] : []),
    ],
    action: stepAction(step),
    step,
  };
}

/** The details when the check does not arrive, or another Ringback does. They replace the last event. */
function checkDetails(
  { reachability }: Status,
  lastEvent: StatusDetail,
  now: number,
  words: TimeWords,
): StatusDetail[] {
  if (reachability?.rival)
    return rivalPhrases(reachability.rival).map((text) => ({ code: 'other-ringback', text }));
  if (!reachability?.blockedCheck) return [];
  const arrival = arrivalWords(reachability, now, words);
  return [
    arrival === null ? lastEvent : { code: 'last-event', text: arrival },
    { code: 'blocked-check', text: checkWords(reachability.blockedCheck) },
  ];
}

function openLine(
  status: Status,
  sources: readonly SettingsSource[] | undefined,
  by: keyof typeof headlines,
  { caveat }: Setup,
  now: number,
  words: TimeWords,
): Told {
  const headline = headlines[by];
  const common = { isReceiving: true, headline };
  const noSource: StatusDetail[] =
    sources?.length === 0 ? [{ code: 'no-source', text: 'no phone system set up' }] : [];
  const lastEvent = lastEventOf(status, now, words);
  if (by === 'local') {
    const caveats: StatusDetail[] = caveat === null ? [] : [{ code: 'caveat', text: caveat }];
    return {
      ...common,
      state: 'local',
      details: noSource.length > 0 ? noSource : [lastEvent, ...caveats],
      action: caveat === null ? null : { code: 'connect-tunnel' },
    };
  }
  const gap = gapOf(status.completeness, now, words);
  const check = by === 'tunnel' ? checkDetails(status, lastEvent, now, words) : [];
  const isSure =
    noSource.length === 0 && check.length === 0 && (gap === null || gap.code === 'nothing-missing');
  return {
    ...common,
    state: isSure ? 'listening' : 'listening-but',
    details: [...(check.length > 0 ? check : [lastEvent]), ...noSource, ...(gap ? [gap] : [])],
    action: null,
  };
}

function attentionBeside(
  { problem, sourceId, step, isOldAddress = false }: Told,
  status: Status,
  address: OldAddress | null,
  steps: readonly SetupStep[],
): Attention[] {
  return [
    ...status.problems
      .filter((other) => other !== problem)
      .map((other) => ({ kind: 'problem' as const, problem: other })),
    ...(address ? [{ kind: 'old-address' as const, address, isTold: isOldAddress }] : []),
    ...status.subscriptions
      .filter(({ sourceId: id }) => !address?.subscriptions.some((other) => other.sourceId === id))
      .filter((subscription) => hasProblem(subscription) && subscription.sourceId !== sourceId)
      .map((subscription) => ({ kind: 'subscription' as const, subscription })),
    ...(step ? steps.filter((other) => other !== step) : []).map((other) => ({
      kind: 'step' as const,
      step: other,
    })),
  ];
}

/** True for attention that the line mentions. A past event (`notice`) does not count. */
export const isWarning = (attention: Attention): boolean =>
  attention.kind !== 'problem' || attention.problem.severity !== 'notice';

/** Adds the number of warnings to a line that says that calls arrive. */
function withWarnings(told: Told, attention: readonly Attention[]): Pick<StatusLine, 'state' | 'details'> {
  const { state, details } = told;
  const count = attention.filter(isWarning).length;
  if (count === 0 || (state !== 'listening' && state !== 'listening-but' && state !== 'local'))
    return { state, details };
  return {
    state: state === 'local' ? state : 'listening-but',
    details: [...details, { code: 'warnings', text: count === 1 ? '1 warning' : `${count} warnings` }],
  };
}

/**
 * Creates the status line: whether a call would reach Ringback, and whether one may be missing.
 * @param status undefined until main has answered.
 * @param sources the configured phone systems; undefined while unknown.
 * @param now milliseconds since the Unix epoch. @param locale BCP 47: the system's, see `readerLocale`.
 */
export function statusLine(
  status: Status | undefined,
  sources: readonly SettingsSource[] | undefined,
  now: number,
  locale?: string,
): StatusLine {
  if (!status)
    return {
      state: 'unknown',
      isReceiving: false,
      headline: 'Not known yet whether Ringback is listening',
      details: [],
      action: null,
      attention: [],
    };
  const words = timeWords(locale);
  const path = pathOf(status, sources ?? []);
  const setup = setupOf(status, sources ?? [], now);
  const [step] = setup.steps;
  const open = (by: keyof typeof headlines): Told =>
    step
      ? stepLine(step, setup, lastEventOf(status, now, words))
      : openLine(status, sources, by, setup, now, words);
  const address = oldAddressOf(status, sources ?? []);
  const told = obstacleOf(status, path, address, now, words) ?? open(path.isOpen ? path.by : 'local');
  const { isReceiving, headline, action } = told;
  const attention = attentionBeside(told, status, address, setup.steps);
  return { ...withWarnings(told, attention), isReceiving, headline, action, attention };
}

/** Splits a line into the headline, a separator and the rest; both are empty without a rest. @param separator between phrases. */
export function lineParts(
  { state, headline, details }: Pick<StatusLine, 'state' | 'headline' | 'details'>,
  separator: string,
): readonly [headline: string, between: string, rest: string] {
  // A step and a reason are sentences.
  const isSentence = state === 'not-set-up' || state === 'not-listening';
  const rest = details.map(({ text }) => text).join(isSentence ? ' ' : separator);
  if (rest === '') return [headline, '', ''];
  if (state === 'not-listening') return [headline, ': ', rest];
  return [headline, state === 'not-set-up' ? ' ' : separator, rest];
}

/** The text of a problem, subscription or step, as sentences. @param nameOf the rep's name of a phone system, if any. */
export function attentionText(
  attention: Attention,
  nameOf: (sourceId: string) => string | undefined,
): string {
  if (attention.kind === 'old-address')
    return attention.isTold ? giveNewAddress : `${attention.address.headline}. ${giveNewAddress}`;
  if (attention.kind === 'step') return `${attention.step.headline}. ${attention.step.reason}`;
  const { sourceId, text } =
    attention.kind === 'problem'
      ? { sourceId: attention.problem.sourceId, text: attention.problem.message }
      : {
          sourceId: attention.subscription.sourceId,
          text: attention.subscription.reason ?? 'It may have stopped sending.',
        };
  const name = sourceId === undefined ? undefined : nameOf(sourceId);
  return name === undefined ? text : `${name}: ${text}`;
}
