import { act, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { settingsSchema } from '#shared/config/settings.ts';
import type { Problem } from '#shared/contract/problem.ts';
import type { Status } from '#shared/contract/status.ts';
import type { SubscriptionState } from '#shared/contract/subscriptions.ts';
import type { Reachability } from '#shared/contract/tunnel.ts';
import { freezeClock, renderApp } from '../support/render-app.tsx';
import {
  configured,
  listening,
  minutesBefore,
  sampleCompleteness,
  sampleReachability,
  unconfigured,
} from '../support/samples.ts';

freezeClock();

const line = () => screen.findByRole('status', { name: 'Listening state' });
const problem = (parts: Partial<Problem>): Problem => ({
  code: 'port-taken',
  severity: 'blocking',
  message: 'Port 4519 is used by another program.',
  fix: 'Choose another port.',
  since: minutesBefore(49),
  ...parts,
});
const stopped: Status = {
  ...listening,
  phase: 'not-listening',
  url: null,
  since: minutesBefore(49),
  problems: [problem({})],
};

describe('the line that says whether Ringback is listening', () => {
  it('tells when the last event came', async () => {
    await renderApp('/follow-ups');
    await waitFor(async () =>
      expect(await line()).toHaveTextContent('Listening on this computer only · last event 4 min ago'),
    );
  });

  it('says what is wrong since when, and leads to the fix', async () => {
    const { user } = await renderApp('/follow-ups', { status: stopped });
    await waitFor(async () =>
      expect(await line()).toHaveTextContent(
        'Not listening since 9:41 AM: Port 4519 is used by another program. Choose another port.',
      ),
    );
    await user.click(within(await line()).getByRole('button', { name: 'Change the port' }));
    expect(await screen.findByRole('heading', { level: 1, name: 'Settings' })).toBeVisible();
  });

  it.each([
    ['while it starts', { ...listening, phase: 'starting' }],
    ['with a problem in the way', { ...listening, problems: [problem({ code: 'store-full' })] }],
    ['without a reason', { ...stopped, problems: [] }],
  ] satisfies [string, Status][])('does not claim to listen %s', async (_case, status) => {
    await renderApp('/follow-ups', { status });
    await waitFor(async () => expect(await line()).not.toHaveTextContent('Not known'));
    expect(await line()).not.toHaveTextContent(/^Listening/);
  });

  it('offers refused calls that are genuine after all, and adds them', async () => {
    const refused = problem({
      code: 'refused-genuine',
      severity: 'warning',
      sourceId: 'main',
      message: '5 requests were refused that are genuine after all.',
      fix: 'Add the calls to the list.',
    });
    const { user, asked } = await renderApp('/follow-ups', { status: { ...listening, problems: [refused] } });
    const problems = await screen.findByRole('region', { name: 'Problems' });
    await user.click(within(problems).getByRole('button', { name: 'Add the calls' }));
    await waitFor(() => expect(asked('deliveries.rescue')).toEqual([[{ sourceId: 'main' }]]));
    expect(await screen.findByText('5 requests added')).toBeVisible();
  });

  it('does not claim to listen when main does not answer', async () => {
    const { user, world } = await renderApp('/follow-ups', { broken: new Set(['status.get'] as const) });
    const again = await screen.findByRole('button', { name: 'Ask again' });
    expect(await line()).toHaveTextContent('Not known yet whether Ringback is listening');
    world.broken.clear();
    await user.click(again);
    await waitFor(async () => expect(await line()).toHaveTextContent(/^Listening/));
  });

  it('changes as soon as main tells', async () => {
    const { tell } = await renderApp('/follow-ups');
    await waitFor(async () => expect(await line()).toHaveTextContent(/^Listening/));
    act(() => tell('status.changed', stopped));
    expect(await line()).toHaveTextContent(/^Not listening since 9:41 AM/);
  });

  it('says that no phone system is set up', async () => {
    await renderApp('/settings', { view: unconfigured, status: { ...listening, lastEventAt: null } });
    await waitFor(async () =>
      expect(await line()).toHaveTextContent('Listening on this computer only · no phone system set up'),
    );
  });
});

const reachable: Status = {
  ...listening,
  reachability: sampleReachability(),
  completeness: { sources: [sampleCompleteness()], nothingMissingSince: minutesBefore(138) },
};
const unreachable = (parts: Partial<Reachability> = {}): Status => ({
  ...reachable,
  reachability: sampleReachability({
    phase: 'not-listening',
    since: minutesBefore(49),
    reason: 'The laptop was asleep.',
    fix: null,
    nextAttemptAt: minutesBefore(-1),
    ...parts,
  }),
});

describe('the line, with a tunnel', () => {
  const tells = async (status: Status, text: string | RegExp, view = configured) => {
    const app = await renderApp('/follow-ups', { status, view });
    await waitFor(async () => expect(await line()).toHaveTextContent(text));
    return app;
  };

  it('tells that the path is proved, and that nothing is missing', () =>
    tells(reachable, 'Listening · last event 4 min ago · nothing missing since 8:12 AM'));

  it.each([
    ['failed', 'not known whether calls are missing'],
    ['checking', 'checking for missing calls'],
    ['no-credentials', 'missing calls are not looked for'],
  ] as const)('does not claim completeness when it is %s', async (state, words) => {
    const completeness = { sources: [sampleCompleteness({ state })], nothingMissingSince: null };
    await tells({ ...reachable, completeness }, `Listening · last event 4 min ago · ${words}`);
  });

  it('says that one of several cannot be checked', async () => {
    const sources = [sampleCompleteness(), sampleCompleteness({ sourceId: 'other', state: 'unsupported' })];
    const completeness = { sources, nothingMissingSince: null };
    await tells(
      { ...reachable, completeness },
      'Listening · last event 4 min ago · not every phone system can be checked',
    );
  });

  it.each([
    ['connecting', 'Connecting the tunnel · not listening yet'],
    ['probing', 'Checking the public address · not listening yet'],
  ] as const)('does not claim to listen while %s', async (phase, words) => {
    await tells({ ...reachable, phase: 'starting', reachability: sampleReachability({ phase }) }, words);
  });

  it('says why it is not listening, that it tries again, and leads to the tunnel', async () => {
    const { user, asked } = await tells(
      unreachable(),
      'Not listening since 9:41 AM: The laptop was asleep. Reconnecting…',
    );
    await user.click(await screen.findByRole('button', { name: 'How this is known' }));
    await user.click(await screen.findByRole('button', { name: 'Reconnect now' }));
    expect(asked('tunnel.reconnect')).toHaveLength(1);
    await user.click(within(await line()).getByRole('button', { name: 'Open the tunnel' }));
    expect(await screen.findByRole('region', { name: 'Tunnel' })).toBeVisible();
  });

  it('keeps the reason of a loss while it connects again', () =>
    tells(unreachable({ phase: 'connecting' }), /^Not listening since 9:41 AM: The laptop was asleep/));

  it('promises no other attempt where there is none', () =>
    tells(
      unreachable({ reason: 'ngrok refused the authtoken.', fix: 'Paste it again.', nextAttemptAt: null }),
      /^Not listening since 9:41 AM: ngrok refused the authtoken\. Paste it again\.(?! Recon)/,
    ));

  it('tells a loss once where it is a problem too', async () => {
    const down = problem({ code: 'tunnel-down', message: 'The laptop was asleep.', fix: 'Wait.' });
    await tells(
      { ...unreachable(), problems: [down] },
      /^Not listening since 9:41 AM: The laptop was asleep/,
    );
    expect(screen.queryByRole('list', { name: 'What needs attention' })).toBeNull();
  });
});

describe('the line, with sockets', () => {
  const view = {
    ...configured,
    settings: settingsSchema.parse({
      ...configured.settings,
      sources: [{ id: 'main', name: 'Sales line', provider: 'dialpad', transport: 'socket' }],
    }),
  };
  const withSocket = (state: SubscriptionState['state']): Status => ({
    ...listening,
    subscriptions: [
      {
        sourceId: 'main',
        transport: 'socket',
        state,
        reason: state === 'failed' ? 'Dialpad refused the key.' : null,
        reasonCode: state === 'failed' ? 'refused' : null,
        fix: state === 'failed' ? 'Enter it again.' : null,
        canRepair: false,
        since: minutesBefore(49),
      },
    ],
  });
  it.each([
    ['healthy', 'Listening · last event 4 min ago'],
    ['connecting', 'Connecting to the phone system · not listening yet'],
    ['failed', 'Not listening since 9:41 AM: Sales line: Dialpad refused the key. Enter it again.'],
  ] as const)('needs no tunnel: %s', async (state, words) => {
    await renderApp('/follow-ups', { view, status: withSocket(state) });
    await waitFor(async () => expect(await line()).toHaveTextContent(words));
  });
});

describe('how it is known', () => {
  it('shows the proof of the path and what is known of each phone system', async () => {
    const { user, asked } = await renderApp('/follow-ups', {
      status: {
        ...reachable,
        completeness: {
          nothingMissingSince: null,
          sources: [
            sampleCompleteness({
              state: 'unsupported',
              reason: 'Its list demands the other number.',
              fix: null,
            }),
          ],
        },
      },
    });
    await user.click(await screen.findByRole('button', { name: 'How this is known' }));
    const details = await screen.findByRole('dialog', { name: 'Connection' });
    expect(within(details).getByText('https://calls.example.com')).toBeInTheDocument();
    expect(within(details).getByText('84 ms')).toBeInTheDocument();
    expect(within(details).getByText('Sales line')).toBeInTheDocument();
    expect(within(details).getByText('Its list demands the other number.')).toBeInTheDocument();
    await user.click(within(details).getByRole('button', { name: 'Check now' }));
    expect(asked('catchUp.run')).toEqual([[{}]]);
    await user.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(screen.getByRole('button', { name: 'How this is known' })).toHaveFocus();
  });

  it('is put away by Escape wherever the focus is', async () => {
    const { user } = await renderApp('/follow-ups', { status: reachable });
    const button = await screen.findByRole('button', { name: 'How this is known' });
    await user.click(button);
    await screen.findByRole('dialog', { name: 'Connection' });
    expect(screen.queryByRole('tooltip')).toBeNull();
    act(() => screen.getByRole('link', { name: /All calls/ }).focus());
    await user.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(button).toHaveFocus();
  });
});

describe('other problems', () => {
  it('say that a phone system may have stopped sending, with the way back', async () => {
    const { user, asked } = await renderApp('/follow-ups', {
      status: {
        ...reachable,
        subscriptions: [
          {
            sourceId: 'main',
            transport: 'webhook',
            state: 'disabled',
            reason: 'Its webhook was switched off.',
            reasonCode: 'turned-off',
            fix: 'Repair it.',
            canRepair: true,
            since: minutesBefore(49),
          },
        ],
      },
    });
    const banners = within(await screen.findByRole('list', { name: 'What needs attention' }));
    expect(banners.getByRole('listitem')).toHaveTextContent(
      'Sales line: Its webhook was switched off. Repair it. 49 min ago',
    );
    await user.click(banners.getByRole('button', { name: 'Repair' }));
    expect(asked('subscriptions.repair')).toEqual([[{ sourceId: 'main' }]]);
  });

  it('are told of every socket but the one that the line tells of', async () => {
    const socket = (sourceId: string, reason: string): SubscriptionState => ({
      sourceId,
      transport: 'socket',
      state: 'failed',
      reason,
      reasonCode: 'disconnected',
      fix: 'Enter it again.',
      canRepair: false,
      since: minutesBefore(49),
    });
    const sources = [
      { id: 'main', name: 'Sales line', provider: 'dialpad', transport: 'socket' },
      { id: 'other', name: 'Support line', provider: 'dialpad', transport: 'socket' },
    ];
    const status = {
      ...listening,
      subscriptions: [socket('main', 'The key was refused.'), socket('other', 'The key has expired.')],
    };
    const { tell } = await renderApp('/follow-ups', {
      view: { ...configured, settings: settingsSchema.parse({ ...configured.settings, sources }) },
      status,
    });
    const told = () =>
      within(screen.getByRole('list', { name: 'What needs attention' }))
        .getAllByRole('listitem')
        .map(({ textContent }) => textContent);
    await waitFor(async () => expect(await line()).toHaveTextContent(/Sales line: The key was refused/));
    expect(told()).toEqual([expect.stringContaining('Support line: The key has expired.')]);
    act(() => tell('status.changed', { ...stopped, subscriptions: status.subscriptions }));
    await waitFor(async () => expect(await line()).toHaveTextContent(/Port 4519 is used/));
    expect(told()).toEqual([
      expect.stringContaining('Sales line: The key was refused.'),
      expect.stringContaining('Support line: The key has expired.'),
    ]);
  });

  it('are told one below the other; only what is over can be dismissed', async () => {
    const warning = problem({
      code: 'secret-missing',
      severity: 'warning',
      message: 'It has no secret, so its calls are refused.',
      fix: 'Paste the secret.',
      sourceId: 'main',
    });
    const notice = problem({
      code: 'store-corrupt',
      severity: 'notice',
      message: 'The store was damaged and was moved aside.',
      fix: 'The list starts afresh.',
    });
    const { user, asked } = await renderApp('/follow-ups', {
      status: { ...stopped, problems: [problem({}), warning, notice] },
      answers: {
        'problems.dismiss': (_, { tell }) => {
          tell('status.changed', { ...stopped, problems: [problem({}), warning] });
          return { ok: true };
        },
      },
    });
    const banners = await screen.findByRole('list', { name: 'What needs attention' });
    await waitFor(() =>
      expect(within(banners).getAllByRole('listitem')[0]).toHaveTextContent(
        'Sales line: It has no secret, so its calls are refused. Paste the secret.',
      ),
    );
    expect(within(banners).getAllByRole('listitem')).toHaveLength(2);
    await user.click(within(banners).getByRole('button', { name: 'Dismiss' }));
    await waitFor(() => expect(within(banners).getAllByRole('listitem')).toHaveLength(1));
    expect(asked('problems.dismiss')).toEqual([[{ code: 'store-corrupt', since: notice.since }]]);
    await user.click(within(banners).getByRole('button', { name: 'Open the phone system' }));
    expect(await screen.findByRole('heading', { level: 1, name: 'Sales line' })).toBeVisible();
  });
});

describe('damaged settings', () => {
  const restorable = {
    ...listening,
    problems: [
      problem({
        code: 'settings-invalid',
        severity: 'warning',
        message: 'settings.json could not be used: it is empty. Its last good copy is used instead.',
        fix: 'Check Settings. In use: 1 phone system.',
        copyFrom: minutesBefore(60),
      }),
    ],
  } satisfies Status;
  const recover = () => ({ ok: true }) as const;

  it.each([
    [/^Restore the settings of today \d/, { file: 'settings', choice: 'restore' }],
    ['Keep these', { file: 'settings', choice: 'keep' }],
  ])('are dealt with by %s', async (name, request) => {
    const { user, requests } = await renderApp('/follow-ups', {
      status: restorable,
      answers: { 'settings.recover': recover },
    });
    await user.click(await screen.findByRole('button', { name }));
    await waitFor(() => expect(requests).toContainEqual({ method: 'settings.recover', request }));
  });

  it.each([
    [problem({ code: 'secrets-invalid', severity: 'warning' }), 'secrets'],
    [problem({ code: 'settings-invalid', severity: 'blocking' }), 'settings'],
  ])('can be kept where there is nothing to restore: %j', async (found, file) => {
    const { user, requests } = await renderApp('/follow-ups', {
      status: { ...listening, problems: [found] },
      answers: { 'settings.recover': recover },
    });
    await user.click(await screen.findByRole('button', { name: 'Keep these' }));
    await waitFor(() =>
      expect(requests).toContainEqual({ method: 'settings.recover', request: { file, choice: 'keep' } }),
    );
  });
});
