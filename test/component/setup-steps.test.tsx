import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { settingsSchema } from '#shared/config/settings.ts';
import type { Status } from '#shared/contract/status.ts';
import type { SubscriptionState } from '#shared/contract/subscriptions.ts';
import { freezeClock, renderApp } from '../support/render-app.tsx';
import { configured, listening, minutesBefore, sampleReachability } from '../support/samples.ts';

freezeClock();

const line = () => screen.findByRole('status', { name: 'Listening state' });
const viewOf = (...sources: object[]) => ({
  ...configured,
  settings: settingsSchema.parse({ ...configured.settings, sources }),
});

describe('the line, without a tunnel', () => {
  const webhook = { id: 'main', name: 'Sales line', provider: 'aircall' };
  const socket = { id: 'desk', name: 'Service desk', provider: 'dialpad', transport: 'socket' };
  const elsewhere = { ...webhook, provider: 'twilio', publicUrl: 'https://calls.example.com/hooks/main' };
  const off = sampleReachability({ phase: 'off', kind: 'none', publicUrl: null });
  const connected: SubscriptionState = {
    sourceId: 'desk',
    transport: 'socket',
    state: 'healthy',
    reason: null,
    reasonCode: null,
    fix: null,
    canRepair: true,
    since: minutesBefore(49),
  };
  const heard = (minutesAgo: number | null): Status => ({
    ...listening,
    reachability: off,
    lastEventAt: minutesAgo === null ? null : minutesBefore(minutesAgo),
    subscriptions: [connected],
  });
  const hour = 60;

  it.each([
    ['a webhook', [webhook], null, 'Sales line cannot reach this computer yet. It needs a tunnel.'],
    [
      'a webhook that fell silent',
      [webhook],
      30 * hour,
      /^Not known whether Sales line reaches this computer\. From the internet only a tunnel leads here\. Last event/,
    ],
    [
      'webhooks',
      [webhook, { ...webhook, id: 'b', name: 'Support' }],
      null,
      'Sales line and Support cannot reach this computer yet. They need a tunnel.',
    ],
    [
      'an address of its own',
      [elsewhere],
      null,
      'Sales line cannot reach this computer yet. It needs a tunnel, unless something else forwards its calls here.',
    ],
    [
      'an address of its own that fell silent',
      [elsewhere],
      30 * hour,
      /^Not known whether Sales line reaches this computer\. No tunnel checks its public address\. Last event/,
    ],
    [
      'a socket beside, whose events prove nothing of it',
      [webhook, socket],
      4,
      'Not known whether Sales line reaches this computer. From the internet only a tunnel leads here. Last event 4 min ago.',
    ],
  ] as const)('leads to one, with %s', async (_case, sources, minutesAgo, words) => {
    const { user } = await renderApp('/follow-ups', { view: viewOf(...sources), status: heard(minutesAgo) });
    await waitFor(async () => expect(await line()).toHaveTextContent(words));
    expect((await line()).parentElement).toHaveAttribute('data-state', 'not-set-up');
    await user.click(within(await line()).getByRole('button', { name: 'Connect a tunnel' }));
    expect(await screen.findByRole('region', { name: 'Tunnel' })).toBeVisible();
  });

  it.each([
    ['a webhook', [webhook], 'calls from the internet need a tunnel'],
    ['an address of its own', [elsewhere], 'the public address is not checked'],
  ] as const)('stays calm while something on this computer sends: %s', async (_case, sources, caveat) => {
    await renderApp('/follow-ups', { view: viewOf(...sources), status: heard(4) });
    await waitFor(async () =>
      expect(await line()).toHaveTextContent(
        `Listening on this computer only · last event 4 min ago · ${caveat}`,
      ),
    );
    expect((await line()).parentElement).toHaveAttribute('data-state', 'local');
    expect(within(await line()).getByRole('button', { name: 'Connect a tunnel' })).toBeVisible();
  });

  it('is not needed by sockets', async () => {
    await renderApp('/follow-ups', { view: viewOf(socket), status: heard(null) });
    await waitFor(async () => expect(await line()).toHaveTextContent('Listening · no event yet'));
  });

  it('tells first that a socket is down', async () => {
    const subscriptions = [
      {
        ...connected,
        state: 'failed' as const,
        reason: 'The key was refused.',
        reasonCode: 'refused' as const,
      },
    ];
    await renderApp('/follow-ups', {
      view: viewOf(webhook, socket),
      status: { ...heard(null), subscriptions },
    });
    await waitFor(async () =>
      expect(await line()).toHaveTextContent(/^Not listening since .*: Service desk: The key was refused/),
    );
  });
});

describe('a socket whose credentials were never entered', () => {
  const incomplete: SubscriptionState = {
    sourceId: 'main',
    transport: 'socket',
    state: 'incomplete',
    reason: null,
    reasonCode: null,
    fix: 'Enter the client ID, the client secret and the JWT credential.',
    canRepair: false,
    since: minutesBefore(1),
  };
  const source = { id: 'main', name: 'Sales line', provider: 'ringcentral', transport: 'socket' };
  const words =
    'Sales line is not connected yet. Enter the client ID, the client secret and the JWT credential.';
  const status = { ...listening, lastEventAt: null, subscriptions: [incomplete] };

  it('is the next step, not a failure', async () => {
    const { user } = await renderApp('/follow-ups', { view: viewOf(source), status });
    await waitFor(async () => expect(await line()).toHaveTextContent(words));
    expect((await line()).parentElement).toHaveAttribute('data-state', 'not-set-up');
    expect(screen.queryByRole('list', { name: 'What needs attention' })).toBeNull();
    await user.click(within(await line()).getByRole('button', { name: 'Open the phone system' }));
    expect(await screen.findByRole('heading', { level: 1, name: 'Sales line' })).toBeVisible();
    expect(screen.getByText(/^Not set up yet, since/)).toHaveTextContent('Enter the client ID');
    expect(screen.getByRole('form', { name: 'Access to RingCentral' })).toBeVisible();
  });

  it('is told below the line where another step comes first', async () => {
    await renderApp('/follow-ups', {
      view: viewOf(source, { id: 'pbx', name: 'PBX', provider: 'hmac' }),
      status,
    });
    await waitFor(async () => expect(await line()).toHaveTextContent(/^PBX cannot reach this computer yet/));
    const banners = within(screen.getByRole('list', { name: 'What needs attention' }));
    expect(banners.getByRole('listitem')).toHaveTextContent(words);
    expect(banners.getByRole('button', { name: 'Open the phone system' })).toBeVisible();
  });
});
