import { screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { Status } from '#shared/contract/status.ts';
import type { SubscriptionState } from '#shared/contract/subscriptions.ts';
import { tooltip, trayMenu } from '../../electron/main/tray/menu.ts';
import { freezeClock, renderApp } from '../support/render-app.tsx';
import {
  configured,
  listening,
  minutesBefore,
  sampleCompleteness,
  sampleNow,
  sampleReachability,
  unconfigured,
} from '../support/samples.ts';

freezeClock();

const reachable: Status = { ...listening, reachability: sampleReachability() };
const completeness = (state: 'complete' | 'failed' | 'checking' | 'no-credentials') => ({
  sources: [sampleCompleteness({ state })],
  nothingMissingSince: state === 'complete' ? minutesBefore(138) : null,
});
const problem = {
  code: 'port-taken' as const,
  severity: 'blocking' as const,
  message: 'Port 4519 is used by another program.',
  fix: 'Choose another port.',
  since: minutesBefore(49),
};
const silent: SubscriptionState = {
  sourceId: 'main',
  transport: 'webhook',
  state: 'silent',
  reason: 'Nothing came for 3 hours.',
  reasonCode: null,
  fix: 'Make a test call.',
  canRepair: false,
  since: minutesBefore(49),
};
const lost = { phase: 'not-listening', reason: 'The laptop was asleep.', since: minutesBefore(49) } as const;

const states: [string, Status][] = [
  ['starting', { ...listening, phase: 'starting' }],
  [
    'connecting the tunnel',
    { ...reachable, phase: 'starting', reachability: sampleReachability({ phase: 'connecting' }) },
  ],
  ['nothing missing', { ...reachable, completeness: completeness('complete') }],
  ['a call log that failed', { ...reachable, completeness: completeness('failed') }],
  ['a call log that is being read', { ...reachable, completeness: completeness('checking') }],
  ['no call log', { ...reachable, completeness: completeness('no-credentials') }],
  ['no event yet', { ...reachable, lastEventAt: null }],
  ['this computer only', listening],
  ['a tunnel that was lost', { ...reachable, reachability: sampleReachability(lost) }],
  ['a port that is taken', { ...reachable, phase: 'not-listening', problems: [problem] }],
  ['a blocking problem that the phase does not tell', { ...reachable, problems: [problem] }],
  ['a stopped listener', { ...listening, phase: 'not-listening' }],
  ['a warning', { ...reachable, problems: [{ ...problem, code: 'clock-skew', severity: 'warning' }] }],
  ['a phone system that is silent', { ...reachable, subscriptions: [silent] }],
];
const line = () => screen.findByRole('status', { name: 'Listening state' });

/** What the tray says of a status, as the first lines of its menu and its tooltip. */
function trayWords(status: Status, { settings, locale } = configured) {
  const view = { status, summary: null, sources: settings.sources, region: 'US', locale };
  const actions = { open: () => {}, openCall: () => {}, quit: () => {} };
  const labels = trayMenu(view, actions, Date.parse(sampleNow)).map(({ label }) => label ?? '');
  return { line: labels[0] ?? '', attention: labels[1] ?? '', tooltip: tooltip(view, Date.parse(sampleNow)) };
}

describe('the tray and the window say the same of', () => {
  it.each(states)('%s', async (_state, status) => {
    await renderApp('/settings', { status });
    const tray = trayWords(status);
    await waitFor(async () =>
      expect((await line()).textContent?.replaceAll(' · ', ' - ')).toContain(tray.line),
    );
    expect(tray.tooltip).toContain(tray.line);
    const banner = screen.queryByRole('list', { name: 'What needs attention' });
    expect(tray.attention !== '').toBe(banner !== null);
    if (banner) expect(banner).toHaveTextContent(tray.attention);
  });

  it('no phone system', async () => {
    const status = { ...reachable, lastEventAt: null };
    await renderApp('/settings', { status, view: unconfigured });
    const tray = trayWords(status, unconfigured);
    expect(tray.line).toMatch(/no phone system set up$/);
    await waitFor(async () =>
      expect((await line()).textContent?.replaceAll(' · ', ' - ')).toContain(tray.line),
    );
  });
});
