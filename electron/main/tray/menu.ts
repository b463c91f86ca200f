import type { MenuItemConstructorOptions } from 'electron';
import { identifyParty } from '#shared/calls/party.ts';
import { outcomeWords, testMark } from '#shared/calls/words.ts';
import type { SettingsSource } from '#shared/config/settings.ts';
import type { Call } from '#shared/contract/calls.ts';
import type { Status } from '#shared/contract/status.ts';
import type { Summary } from '#shared/contract/summary.ts';
import { timeWords } from '#shared/format/time.ts';
import {
  attentionText,
  isWarning,
  lineParts,
  type StatusLine,
  statusLine,
} from '#shared/status/status-line.ts';

export interface TrayView {
  status: Status;
  /** Null until the engine has answered. */
  summary: Summary | null;
  sources: readonly SettingsSource[];
  /** Two-letter country for the format of numbers. */
  region: string | null;
  /** BCP 47 locale for dates and clock times. */
  locale: string;
}

export interface TrayActions {
  open(): void;
  openCall(call: Call): void;
  quit(): void;
}

const countLine = (count: number): string => (count === 0 ? 'Nobody to call back' : `${count} to call back`);

/** Adds a full stop where it is missing. */
const closed = (line: string): string => (/[.…]$/.test(line) ? line : `${line}.`);

/** The status line of a view. @param now milliseconds since the Unix epoch. */
export const viewLine = ({ status, sources, locale }: TrayView, now = Date.now()): StatusLine =>
  statusLine(status, sources, now, locale);

/** The status line, and below it the first attention: the tray has no banners. */
function stateLines(view: TrayView, now: number): string[] {
  const line = viewLine(view, now);
  const nameOf = (sourceId: string) => view.sources.find(({ id }) => id === sourceId)?.name;
  const first = line.attention.find(isWarning);
  return [lineParts(line, ' - ').join(''), ...(first ? [attentionText(first, nameOf)] : [])];
}

/** The tooltip of the icon. */
export function tooltip(view: TrayView, now = Date.now()): string {
  const { summary } = view;
  const counts = summary ? [countLine(summary.toCallBack)] : [];
  return `Ringback: ${[...stateLines(view, now), ...counts].map(closed).join(' ')}`;
}

/** "Missed: Reception, (415) 555-0123, today 9:12 AM". @param now milliseconds since the Unix epoch. */
function callLine(call: Call, { region, locale }: Pick<TrayView, 'region' | 'locale'>, now: number): string {
  const who = identifyParty(call, region);
  const what = `${outcomeWords[call.outcome]}${testMark(call)}`;
  return `${what}: ${[who.title, who.number, timeWords(locale).at(call.at, now)].filter(Boolean).join(', ')}`;
}

/** The menu as plain data. It has all commands, because some Linux desktops deliver no click on the icon. */
export function trayMenu(
  view: TrayView,
  actions: TrayActions,
  now = Date.now(),
): MenuItemConstructorOptions[] {
  const calls = (view.summary?.lastMissed ?? []).map(
    (call): MenuItemConstructorOptions => ({
      label: escapeLabel(callLine(call, view, now)),
      click: () => actions.openCall(call),
    }),
  );
  return [
    ...stateLines(view, now).map((line) => ({ label: escapeLabel(line), enabled: false })),
    ...(view.summary ? [{ label: countLine(view.summary.toCallBack), enabled: false }] : []),
    { type: 'separator' },
    { label: 'Open Ringback', click: () => actions.open() },
    ...(calls.length > 0
      ? [{ type: 'separator' } as const, { label: 'Last missed calls', enabled: false }, ...calls]
      : []),
    { type: 'separator' },
    { label: 'Quit', click: () => actions.quit() },
  ];
}

/** Escapes ampersands: a single one would underline the next letter. */
const escapeLabel = (label: string): string => label.replace(/&/g, '&&');
