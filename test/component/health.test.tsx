import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { freezeClock, renderApp } from '../support/render-app.tsx';
import {
  configured,
  listening,
  minutesBefore,
  sampleCall,
  sampleCompleteness,
  sampleFollowUp,
  sampleHealth,
  sampleReachability,
} from '../support/samples.ts';

freezeClock();

const region = () => screen.findByRole('region', { name: 'Sales line' });

describe('health of a phone system', () => {
  it('says when it was last heard of, what was refused and why', async () => {
    await renderApp('/health', {
      health: [
        sampleHealth({
          refused: 3,
          lastRefusal: { at: minutesBefore(9), reason: 'signature does not match', code: 'mismatch' },
        }),
      ],
    });
    const system = await region();
    expect(await within(system).findByText('Twilio')).toBeVisible();
    expect(within(system).getByText('4 min ago')).toBeVisible();
    expect(within(system).getByRole('link', { name: '3 in 24 hours' })).toBeVisible();
    expect(within(system).getByText(/Signature does not match/)).toHaveTextContent('9 min ago');
  });

  it('says whether the path is proved, the subscription works and calls are missing', async () => {
    const { user, asked } = await renderApp('/health', {
      health: [sampleHealth()],
      status: {
        ...listening,
        reachability: sampleReachability(),
        subscriptions: [
          {
            sourceId: 'main',
            transport: 'webhook',
            state: 'silent',
            reason: 'Nothing came for 6 h.',
            reasonCode: 'silent',
            fix: 'See in its dashboard whether the webhook is still on.',
            canRepair: true,
            since: minutesBefore(120),
          },
        ],
        completeness: { nothingMissingSince: minutesBefore(138), sources: [sampleCompleteness()] },
      },
    });
    const way = within(await screen.findByRole('region', { name: 'Connection' }));
    expect(way.getByText('84 ms')).toBeVisible();
    const system = within(await region());
    expect(system.getByText(/^Silent, against its usual pattern/)).toHaveTextContent('Nothing came for 6 h.');
    expect(system.getByText('Nothing missing since 8:12 AM.')).toBeVisible();
    await user.click(system.getByRole('button', { name: 'Check now' }));
    await user.click(system.getByRole('button', { name: 'Repair' }));
    expect(asked('catchUp.run')).toEqual([[{ sourceId: 'main' }]]);
    expect(asked('subscriptions.repair')).toEqual([[{ sourceId: 'main' }]]);
  });

  it('is reached from the rail', async () => {
    const { user } = await renderApp('/calls');
    await user.click(await screen.findByRole('link', { name: 'Health' }));
    expect(await screen.findByRole('heading', { level: 1, name: 'Health' })).toBeVisible();
  });

  it('leads to a phone system where none is set up', async () => {
    const { user } = await renderApp('/health', {
      view: { ...configured, settings: { ...configured.settings, sources: [] } },
    });
    await user.click(await screen.findByRole('button', { name: 'Set up a phone system' }));
    expect(await screen.findByRole('heading', { level: 1, name: 'Add a phone system' })).toBeVisible();
  });

  it('offers to try again where it cannot be loaded', async () => {
    const { user, world } = await renderApp('/health', {
      broken: new Set(['sources.getHealth']),
      health: [sampleHealth()],
    });
    await screen.findByText('Health could not be loaded');
    world.broken.clear();
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await region()).toBeVisible();
  });

  const rotating = {
    ...configured,
    secrets: [{ sourceId: 'main', count: 2, storage: 'keychain' as const }],
  };
  const twoSecrets = (newer: string | null, older: string | null) =>
    sampleHealth({ secrets: [{ lastUsedAt: newer }, { lastUsedAt: older }] });

  it('lets the old secret be dropped once the new one is used', async () => {
    const { user, asked } = await renderApp('/health', {
      view: rotating,
      health: [twoSecrets(minutesBefore(4), minutesBefore(90))],
    });
    await user.click(await screen.findByRole('button', { name: 'Remove the old secret' }));
    await waitFor(() => expect(asked('sources.save')).toHaveLength(1));
    expect(asked('sources.save')).toMatchObject([[{ source: { id: 'main' }, secretsMode: 'keep-newest' }]]);
    expect(await screen.findByText('The old secret was removed')).toBeVisible();
  });

  it.each([
    ['is not used yet', null, minutesBefore(90), /has not been used yet/],
    ['was used before the old one', minutesBefore(90), minutesBefore(4), /The old one was used last/],
  ])('keeps the old secret while the new one %s', async (_name, newer, older, advice) => {
    await renderApp('/health', { view: rotating, health: [twoSecrets(newer, older)] });
    expect(await screen.findByText(advice)).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Remove the old secret' })).toBeNull();
  });
});

describe('a test call', () => {
  it.each([
    {
      event: 'tampered' as const,
      choice: 'A changed request',
      requests: [{ description: 'A missed call, changed on its way', status: 401 }],
      shown: ['A missed call, changed on its way', 'Refused (401)'],
    },
    {
      event: 'storm' as const,
      choice: 'A storm',
      requests: Array.from({ length: 200 }, () => ({ description: 'A missed call', status: 200 })),
      shown: ['A missed call ×200', 'Accepted (200)'],
    },
  ])('is sent as chosen, and each answer is shown: $event', async ({ event, choice, requests, shown }) => {
    const { user, asked } = await renderApp('/health', {
      health: [sampleHealth()],
      answers: { 'simulator.send': () => ({ requests }) },
    });
    await user.click(await screen.findByRole('button', { name: 'Send a test call' }));
    await user.click(await screen.findByRole('menuitem', { name: choice }));
    const result = await screen.findByRole('list', { name: 'Result of the test' });
    for (const words of shown) expect(within(result).getByText(words)).toBeVisible();
    expect(asked('simulator.send')).toEqual([[{ sourceId: 'main', event }]]);
  });

  it('can be taken out of the lists again', async () => {
    const call = sampleCall({ isTest: true });
    const { user, asked } = await renderApp('/health', {
      health: [sampleHealth()],
      calls: [call, sampleCall()],
      followUps: [sampleFollowUp(call)],
      answers: { 'simulator.send': () => ({ requests: [{ description: 'missed', status: 200 }] }) },
    });
    await user.click(await screen.findByRole('button', { name: 'Send a test call' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Missed call' }));
    await user.click(await screen.findByRole('button', { name: 'Remove test calls' }));
    expect(await screen.findByText('Test call removed')).toBeVisible();
    expect(asked('calls.removeTests')).toHaveLength(1);
  });

  it('that is refused left nothing to be taken out', async () => {
    const { user } = await renderApp('/health', {
      health: [sampleHealth()],
      answers: { 'simulator.send': () => ({ requests: [{ description: 'changed', status: 401 }] }) },
    });
    await user.click(await screen.findByRole('button', { name: 'Send a test call' }));
    await user.click(await screen.findByRole('menuitem', { name: 'A changed request' }));
    await screen.findByRole('list', { name: 'Result of the test' });
    expect(screen.queryByRole('button', { name: 'Remove test calls' })).toBeNull();
  });

  it('is not offered for a phone system with a socket', async () => {
    const [source] = configured.settings.sources;
    if (!source) throw new Error('no source');
    const sources = [{ ...source, provider: 'dialpad' as const, transport: 'socket' as const }];
    await renderApp('/health', {
      view: { ...configured, settings: { ...configured.settings, sources } },
      health: [sampleHealth()],
    });
    await within(await region()).findByText('4 min ago');
    expect(screen.queryByRole('button', { name: 'Send a test call' })).toBeNull();
  });

  it('says so where it cannot be sent', async () => {
    const { user } = await renderApp('/health', {
      health: [sampleHealth()],
      broken: new Set(['simulator.send']),
    });
    await user.click(await screen.findByRole('button', { name: 'Send a test call' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Missed call' }));
    expect(await screen.findByText('The test was not sent')).toBeVisible();
  });
});
