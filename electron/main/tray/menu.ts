import type { MenuItemConstructorOptions } from 'electron';
import type { SettingsSource } from '#shared/config/settings.ts';
import type { Call } from '#shared/contract/calls.ts';
import type { Status } from '#shared/contract/status.ts';
import type { Summary } from '#shared/contract/summary.ts';
import { formatForPeople } from '#shared/format/phone.ts';
import { otherParty } from '../commands/calls.ts';
import { clock, dayAndClock } from './clock-time.ts';
import { truthLine } from './truth.ts';

export interface TrayView {
  status: Status;
  summary: Summary;
  sources: readonly SettingsSource[];
  /** Two-letter country; how the rep writes numbers. */
  region: string | null;
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

/** "Missed: name, (415) 555-0123, today 09:12". */
function callLine(call: Call, region: string | null, now = new Date()): string {
  const number = otherParty(call);
  const who = [call.callerName, number ? formatForPeople(number, call.to ?? region) : 'Number withheld'];
  const at = call.endedAt ?? call.startedAt;
  const what = call.outcome === 'voicemail' ? 'Voicemail' : 'Missed';
  return `${what}: ${[...who, at ? spokenTime(new Date(at), now) : null].filter(Boolean).join(', ')}`;
}

/** "today 09:12", "yesterday 17:40", "12 Mar 17:40". */
function spokenTime(at: Date, now: Date): string {
  const dayOf = (date: Date) => new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
  const days = Math.round((dayOf(now) - dayOf(at)) / 86_400_000);
  if (days === 0) return `today ${clock(at)}`;
  if (days === 1) return `yesterday ${clock(at)}`;
  return dayAndClock(at);
}

/** The menu, as plain data: Linux desktops may deliver no click on the icon, so everything is in here. */
export function trayMenu(view: TrayView, actions: TrayActions): MenuItemConstructorOptions[] {
  const calls = view.summary.lastMissed.map(
    (call): MenuItemConstructorOptions => ({
      label: escapeLabel(callLine(call, view.region)),
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
