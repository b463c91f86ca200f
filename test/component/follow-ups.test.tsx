import { act, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { freezeClock, renderApp } from '../support/render-app.tsx';
import { configured, minutesBefore, refusal, sampleCall, sampleFollowUp } from '../support/samples.ts';

freezeClock();

const reception = sampleCall({ callerName: 'Reception', startedAt: minutesBefore(4) });
const voicemail = sampleCall({
  from: '+14155550147',
  startedAt: minutesBefore(11),
  outcome: 'voicemail',
  voicemail: { recordingUrl: null, transcript: 'The delivery date has moved.', durationSeconds: 42 },
});
const withheld = sampleCall({ from: null, startedAt: minutesBefore(26 * 60) });

const content = () => ({
  calls: [reception, voicemail, withheld],
  followUps: [
    sampleFollowUp(reception, { missedCount: 3 }),
    sampleFollowUp(voicemail),
    sampleFollowUp(withheld),
  ],
});

const withCrm = (crmTemplate: string) => ({
  ...configured,
  settings: { ...configured.settings, crmTemplate },
});

const list = () => screen.findByRole('list', { name: 'To call back' });
const rowOf = async (text: RegExp) => within(await list()).getByRole('button', { name: text });
const rowNames = () =>
  within(screen.getByRole('list', { name: 'To call back' }))
    .getAllByRole('listitem')
    .map((row) => within(row).getAllByRole('button')[0]?.textContent ?? '');

describe('the callers to call back', () => {
  it('says who, why, how long ago and on which line', async () => {
    await renderApp('/follow-ups', content());
    const first = await rowOf(/Reception/);
    expect(first).toHaveTextContent('Reception(415) 555-0123Missed ×34 min agoSales line');
    expect(await rowOf(/555-0147/)).toHaveTextContent('Voicemail 0:42The delivery date has moved.11 min ago');
    expect(await rowOf(/Number withheld/)).toHaveTextContent('Missedyesterday 8:30 AM');
    expect(within(first).getByText('4 min ago')).toHaveAttribute(
      'title',
      'Monday, November 23, 2026 at 10:26:00 AM',
    );
  });

  it('counts them in the rail', async () => {
    await renderApp('/follow-ups', content());
    const rail = screen.getByRole('navigation', { name: 'Screens' });
    expect(await within(rail).findByRole('link', { name: 'To call back 3' })).toHaveAttribute(
      'aria-current',
      'page',
    );
  });

  it('adds a caller as soon as main tells of one, and announces the call', async () => {
    const { addCall, world } = await renderApp('/follow-ups', content());
    await list();
    const call = sampleCall({ from: '+14155550199', startedAt: minutesBefore(0) });
    world.followUps = [sampleFollowUp(call), ...world.followUps];
    act(() => addCall(call));
    await waitFor(() => expect(rowNames()[0]).toContain('(415) 555-0199'));
    expect(screen.getByRole('log', { name: 'New calls' })).toHaveTextContent('Missed: (415) 555-0199');
  });

  it('moves a caller to "Done", and back by Undo', async () => {
    const { user, asked } = await renderApp('/follow-ups', content());
    const [row] = within(await list()).getAllByRole('listitem');
    if (!row) throw new Error('no row');
    await user.click(within(row).getByRole('button', { name: 'Done' }));
    await waitFor(() => expect(rowNames()).toHaveLength(2));
    expect(asked('followUps.close')).toEqual([[{ id: `follow-up-${reception.id}` }]]);
    await user.click(await screen.findByRole('button', { name: 'Undo' }));
    await waitFor(() => expect(rowNames()).toHaveLength(3));
    await waitFor(() => expect(screen.queryByRole('button', { name: 'Undo' })).toBeNull());
  });

  it('says what was tried, and one key says what came of it', async () => {
    const { user, asked } = await renderApp('/follow-ups', {
      ...content(),
      followUps: [
        sampleFollowUp(reception, {
          lastTry: { at: minutesBefore(3), durationSeconds: 11, isAnswered: true },
        }),
      ],
    });
    const row = await rowOf(/Reception/);
    expect(row).toHaveTextContent(/Missed.* Tried .*\(11 s\)/);
    row.focus();
    await user.keyboard('r');
    await waitFor(() => expect(asked('followUps.close')).toHaveLength(1));
    expect(asked('followUps.close')).toEqual([[{ id: `follow-up-${reception.id}`, outcome: 'reached' }]]);
    expect(await screen.findByText(/^Reached: /)).toBeVisible();
  });

  it('offers further outcomes beside Done', async () => {
    const { user, asked } = await renderApp('/follow-ups', content());
    (await rowOf(/Reception/)).focus();
    await user.click(screen.getByRole('button', { name: 'Done, with what came of it' }));
    await user.click(await screen.findByRole('menuitem', { name: /Wrong number/ }));
    await waitFor(() =>
      expect(asked('followUps.close')).toEqual([
        [{ id: `follow-up-${reception.id}`, outcome: 'wrong-number' }],
      ]),
    );
  });

  it('keeps room for Undo beside a long name', async () => {
    const caller = sampleCall({ callerName: 'Purchasing and supply chain management '.repeat(3) });
    const { user } = await renderApp('/follow-ups', { calls: [caller], followUps: [sampleFollowUp(caller)] });
    await list();
    await user.keyboard('e');
    expect(await screen.findByRole('button', { name: 'Undo' })).toHaveStyle({ flex: 'none' });
    const words = screen.getByText(/^Done: Purchasing/);
    expect(words).toHaveStyle({ flex: '1', minWidth: '0' });
    expect(words).toHaveAttribute('dir', 'auto');
  });

  it('keeps what is done findable and puts it back', async () => {
    const { user } = await renderApp('/follow-ups', {
      ...content(),
      followUps: [
        sampleFollowUp(reception, { state: 'closed', closedAt: minutesBefore(2), closedBy: 'rep' }),
        sampleFollowUp(voicemail, {
          ...{ state: 'closed', openedAt: minutesBefore(13), closedAt: minutesBefore(1) },
          ...{ closedBy: 'answered', reachedBy: 'caller' },
        }),
      ],
    });
    await user.click(await screen.findByRole('radio', { name: 'Done' }));
    const done = await screen.findByRole('list', { name: 'Done' });
    expect(within(done).getByRole('button', { name: /Reception/ })).toHaveTextContent('Done today 10:28 AM');
    expect(within(done).getByRole('button', { name: /555-0147/ })).toHaveTextContent(
      'Called again after 12 min, today 10:29 AM',
    );
    const [row] = within(done).getAllByRole('listitem');
    if (!row) throw new Error('no row');
    await user.click(within(row).getByRole('button', { name: 'Put back' }));
    await waitFor(() => expect(screen.queryByRole('button', { name: /Reception/ })).toBeNull());
  });

  it('brings a caller back and says so when main does not answer', async () => {
    const { user, world } = await renderApp('/follow-ups', content());
    world.broken.add('followUps.close');
    (await rowOf(/Reception/)).focus();
    await user.keyboard('e');
    expect(await screen.findByText('Not marked as done')).toBeVisible();
    await waitFor(() => expect(rowNames()).toHaveLength(3));
  });
});

describe('the caller who is shown', () => {
  const page = () => within(screen.getByRole('region', { name: 'Caller' }));

  it('stays shown when another call comes, and the keys act on that caller', async () => {
    const { user, addCall, world, asked } = await renderApp('/follow-ups', content());
    await list();
    const call = sampleCall({ from: '+14155550199', startedAt: minutesBefore(0) });
    world.followUps = [sampleFollowUp(call), ...world.followUps];
    act(() => addCall(call));
    await waitFor(() => expect(rowNames()[0]).toContain('(415) 555-0199'));
    expect(page().getByRole('heading', { name: 'Reception' })).toBeVisible();
    await user.keyboard('c');
    expect(asked('calls.callBack')).toEqual([[{ callId: reception.id }]]);
  });

  it('stays when reached, with how long that took, until the reader moves on', async () => {
    const { user, addCall, world, asked } = await renderApp('/follow-ups', content());
    await list();
    const [first] = world.followUps;
    if (!first) throw new Error('nobody to call back');
    const closedAt = new Date(Date.parse(first.openedAt) + 5 * 60_000).toISOString();
    const reached = { state: 'closed', closedBy: 'answered', reachedBy: 'rep', closedAt } as const;
    world.followUps = world.followUps.map((one) => (one.id === first.id ? { ...one, ...reached } : one));
    act(() => addCall(sampleCall({ direction: 'outbound', outcome: 'answered', to: reception.from })));
    await waitFor(() => expect(rowNames().join()).toMatch(/Reception.*Returned after 5 min/));
    const row = await rowOf(/Reception/);
    expect(rowNames()).toHaveLength(3);
    expect(page().getByRole('heading', { name: 'Reception' })).toBeVisible();
    expect(page().queryByRole('button', { name: 'Done' })).toBeNull();
    row.focus();
    await user.keyboard('c');
    expect(asked('calls.callBack')).toEqual([[{ callId: reception.id }]]);
    await user.keyboard('j');
    await waitFor(() => expect(rowNames()).toHaveLength(2));
    expect(page().queryByRole('heading', { name: 'Reception' })).toBeNull();
    expect(asked('followUps.close')).toEqual([]);
  });
});

describe('the keys', () => {
  it('move between the callers and show each beside', async () => {
    const { user } = await renderApp('/follow-ups', content());
    await list();
    const page = screen.getByRole('region', { name: 'Caller' });
    expect(within(page).getByRole('heading', { name: 'Reception' })).toBeVisible();
    await user.keyboard('j');
    expect(await rowOf(/555-0147/)).toHaveFocus();
    expect(within(page).getByText('The delivery date has moved.')).toBeVisible();
    await user.keyboard('{ArrowDown}');
    expect(await rowOf(/Number withheld/)).toHaveFocus();
    await user.keyboard('k{ArrowUp}');
    expect(await rowOf(/Reception/)).toHaveFocus();
    await user.keyboard('{Enter}');
    expect(within(page).getByRole('heading', { name: 'Reception' })).toHaveFocus();
  });

  it('call back, open the CRM, finish and take it back', async () => {
    const { user, asked } = await renderApp('/follow-ups', content());
    (await rowOf(/Reception/)).focus();
    await user.keyboard('c');
    await user.keyboard('o');
    expect(asked('calls.callBack')).toEqual([[{ callId: reception.id }]]);
    expect(asked('calls.openInCrm')).toEqual([[{ callId: reception.id }]]);
    await user.keyboard('e');
    expect(asked('followUps.close')).toEqual([[{ id: `follow-up-${reception.id}` }]]);
    await waitFor(async () => expect(await rowOf(/555-0147/)).toHaveFocus());
    await user.keyboard('z');
    expect(asked('followUps.reopen')).toEqual([[{ id: `follow-up-${reception.id}` }]]);
    await waitFor(() => expect(rowNames()).toHaveLength(3));
  });

  it('are shown by "?" and rest behind that dialog', async () => {
    const { user, asked } = await renderApp('/follow-ups', content());
    await list();
    await user.keyboard('?');
    const dialog = await screen.findByRole('dialog', { name: 'Keys' });
    expect(within(dialog).getByText('Undo done')).toBeVisible();
    await user.keyboard('e');
    expect(asked('followUps.close')).toEqual([]);
  });
});

describe('what cannot be done', () => {
  it('is told in the words of main', async () => {
    const { user } = await renderApp('/follow-ups', {
      ...content(),
      answers: { 'calls.openInCrm': refusal('no-crm', 'No CRM address is set. Add it in Settings.') },
    });
    (await rowOf(/Reception/)).focus();
    await user.keyboard('o');
    expect(await screen.findByText('No CRM address is set. Add it in Settings.')).toBeVisible();
  });

  it('leads to the CRM address where none is set', async () => {
    const { user, bridge } = await renderApp('/follow-ups', content());
    vi.spyOn(bridge.calls, 'openInCrm').mockResolvedValue({
      ok: false,
      code: 'no-crm',
      message: 'No CRM address is set. Enter one in Settings.',
    });
    (await rowOf(/Reception/)).focus();
    await user.keyboard('o');
    await screen.findByText('No CRM address is set. Enter one in Settings.');
    await user.click(screen.getByRole('button', { name: 'Set the CRM address' }));
    expect(await screen.findByRole('region', { name: 'CRM' })).toHaveAttribute('id', 'crm');
    await waitFor(() => expect(screen.queryByText('The CRM was not opened')).toBeNull());
  });

  it('is not offered for a withheld number', async () => {
    const { user, asked } = await renderApp('/follow-ups', content());
    await user.click(await rowOf(/Number withheld/));
    const page = screen.getByRole('region', { name: 'Caller' });
    expect(within(page).getByRole('button', { name: 'Call back' })).toBeDisabled();
    await user.keyboard('c');
    expect(await screen.findByText('The caller withheld the number.')).toBeVisible();
    expect(asked('calls.callBack')).toEqual([]);
  });

  it('is not searched for in a CRM that is asked by number', async () => {
    const { user, asked } = await renderApp('/follow-ups', {
      ...content(),
      view: withCrm('https://crm.example.com/search?phone={digits}'),
    });
    await user.click(await rowOf(/Number withheld/));
    const page = screen.getByRole('region', { name: 'Caller' });
    expect(within(page).getByRole('button', { name: 'Open in CRM' })).toBeDisabled();
    await user.keyboard('o');
    expect(await screen.findByText('The caller withheld the number.')).toBeVisible();
    expect(asked('calls.openInCrm')).toEqual([]);
  });

  it('is done where the CRM is asked by something else', async () => {
    const { user, asked } = await renderApp('/follow-ups', {
      ...content(),
      view: withCrm('https://crm.example.com/calls/{providerCallId}'),
    });
    await user.click(await rowOf(/Number withheld/));
    await user.keyboard('o');
    expect(asked('calls.openInCrm')).toEqual([[{ callId: withheld.id }]]);
  });
});

describe('an empty list', () => {
  it('shows the last call where nobody was reached', async () => {
    const answered = sampleCall({ callerName: 'Planning', outcome: 'answered', durationSeconds: 734 });
    const closed = { state: 'closed', closedAt: minutesBefore(2), closedBy: 'rep' } as const;
    const content = { calls: [answered, reception], followUps: [sampleFollowUp(reception, closed)] };
    await renderApp('/follow-ups', content);
    expect(await screen.findByText('Nobody to call back')).toBeVisible();
    expect(screen.getByText(/Last call: Planning, answered, 12 min/)).toBeVisible();
  });

  it('shows who was reached last', async () => {
    const closed = (minutes: number, closedBy: 'rep' | 'answered') =>
      ({ state: 'closed', closedAt: minutesBefore(minutes), closedBy }) as const;
    await renderApp('/follow-ups', {
      ...content(),
      followUps: [
        sampleFollowUp(reception, closed(1, 'rep')),
        sampleFollowUp(withheld, closed(9, 'answered')),
        sampleFollowUp(voicemail, closed(2, 'answered')),
      ],
    });
    expect(await screen.findByText('Nobody to call back')).toBeVisible();
    expect(screen.getByText('Last returned: (415) 555-0147', { exact: false })).toHaveTextContent(
      'today 10:28 AM',
    );
  });

  it('offers another try when it could not be loaded', async () => {
    const { user, world } = await renderApp('/follow-ups', {
      ...content(),
      broken: new Set(['followUps.list'] as const),
    });
    expect(await screen.findByText('The callers could not be loaded')).toBeVisible();
    world.broken.clear();
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await rowOf(/Reception/)).toBeVisible();
  });
});

describe('a notification', () => {
  it('brings its caller up', async () => {
    const { tell } = await renderApp('/settings', content());
    act(() => tell('app.navigate', { view: 'follow-ups', callId: voicemail.id }));
    await waitFor(async () => expect(await rowOf(/555-0147/)).toHaveFocus());
  });

  it('says why no CRM opened, with the way to set one', async () => {
    const { tell, user } = await renderApp('/calls', content());
    const refusal = { ok: false, code: 'no-crm', message: 'No CRM address is set.' } as const;
    act(() => tell('app.navigate', { view: 'follow-ups', callId: voicemail.id, refusal }));
    await waitFor(async () => expect(await rowOf(/555-0147/)).toHaveFocus());
    expect(await screen.findByText('The CRM was not opened')).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Set the CRM address' }));
    expect(await screen.findByRole('heading', { name: 'Settings', level: 1 })).toBeVisible();
  });

  it('brings up the call where its caller is done already', async () => {
    const { tell } = await renderApp('/settings', { ...content(), followUps: [] });
    act(() => tell('app.navigate', { view: 'follow-ups', callId: voicemail.id }));
    const calls = await screen.findByRole('list', { name: 'All calls' });
    await waitFor(() => expect(within(calls).getByRole('button', { name: /555-0147/ })).toHaveFocus());
  });
});
