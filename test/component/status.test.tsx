import { act, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { Status } from '#shared/ipc.ts';
import type { Problem } from '#shared/problem.ts';
import { freezeClock, renderApp } from '../support/render-app.tsx';
import { listening, minutesBefore, unconfigured } from '../support/samples.ts';

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
      expect(await line()).toHaveTextContent('Listening on this computer · last event 4 min ago'),
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

  it('does not claim to listen when main does not answer', async () => {
    const { user, world } = await renderApp('/follow-ups', { broken: new Set(['getStatus'] as const) });
    const again = await screen.findByRole('button', { name: 'Ask again' });
    expect(await line()).toHaveTextContent('Not known yet whether Ringback is listening');
    world.broken.clear();
    await user.click(again);
    await waitFor(async () => expect(await line()).toHaveTextContent(/^Listening/));
  });

  it('changes as soon as main tells', async () => {
    const { tell } = await renderApp('/follow-ups');
    await waitFor(async () => expect(await line()).toHaveTextContent(/^Listening/));
    act(() => tell('status:changed', stopped));
    expect(await line()).toHaveTextContent(/^Not listening since 9:41 AM/);
  });

  it('says that no phone system is set up', async () => {
    await renderApp('/settings', { view: unconfigured, status: { ...listening, lastEventAt: null } });
    await waitFor(async () =>
      expect(await line()).toHaveTextContent('Listening on this computer · no phone system set up'),
    );
  });
});

describe('other problems', () => {
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
    expect(asked('dismissProblem')).toEqual([[{ code: 'store-corrupt', since: notice.since }]]);
    await user.click(within(banners).getByRole('button', { name: 'Open the phone system' }));
    expect(await screen.findByRole('heading', { level: 1, name: 'Sales line' })).toBeVisible();
  });
});
