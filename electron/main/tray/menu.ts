import type { MenuItemConstructorOptions } from 'electron';
import { identifyParty } from '#shared/calls/party.ts';
import { outcomeWords, testMark } from '#shared/calls/words.ts';
import type { SettingsSource } from '#shared/config/settings.ts';
import type { Call } from '#shared/contract/calls.ts';
import type { Status } from '#shared/contract/status.ts';
import type { Summary } from '#shared/contract/summary.ts';
import { timeWords } from '#shared/format/time.ts';
import { truthLine } from './truth.ts';

export interface TrayView {
  status: Status;
  summary: Summary;
  sources: readonly SettingsSource[];
  /** Two-letter country; how the rep writes numbers. */
  region: string | null;
  /** BCP 47: how the system writes dates and clock times. */
  locale: string;
}

export interface TrayActions {
  open(): void;
  openCall(call: Call): void;
  quit(): void;
}

const countLine = (count: number): string => (count === 0 ? 'Nobody to call back' : `${count} to call back`);

/** As a sentence. */
const closed = (line: string): string => (line.endsWith('.') ? line : `${line}.`);

/** What the pointer sees over the icon. */
export const tooltip = ({ status, summary, sources }: TrayView): string =>
  `Ringback: ${closed(truthLine(status, sources))} ${countLine(summary.toCallBack)}.`;

/** "Missed: Reception, (415) 555-0123, today 9:12 AM". @param now milliseconds since the Unix epoch. */
function callLine(call: Call, { region, locale }: Pick<TrayView, 'region' | 'locale'>, now: number): string {
  const who = identifyParty(call, region);
  const what = `${outcomeWords[call.outcome]}${testMark(call)}`;
  return `${what}: ${[who.title, who.number, timeWords(locale).at(call.at, now)].filter(Boolean).join(', ')}`;
}

/** The menu, as plain data: Linux desktops may deliver no click on the icon, so everything is in here. */
export function trayMenu(
  view: TrayView,
  actions: TrayActions,
  now = Date.now(),
): MenuItemConstructorOptions[] {
  const calls = view.summary.lastMissed.map(
    (call): MenuItemConstructorOptions => ({
      label: escapeLabel(callLine(call, view, now)),
      click: () => actions.openCall(call),
    }),
  );
  return [
    { label: escapeLabel(truthLine(view.status, view.sources)), enabled: false },
    { label: countLine(view.summary.toCallBack), enabled: false },
    { type: 'separator' },
    { label: 'Open Ringback', click: () => actions.open() },
    ...(calls.length > 0
      ? [{ type: 'separator' } as const, { label: 'Last missed calls', enabled: false }, ...calls]
      : []),
    { type: 'separator' },
    { label: 'Quit', click: () => actions.quit() },
  ];
}

/** A single ampersand would underline the letter after it. */
const escapeLabel = (label: string): string => label.replace(/&/g, '&&');
