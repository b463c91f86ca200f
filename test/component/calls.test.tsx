import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { freezeClock, renderApp } from '../support/render-app.tsx';
import { minutesBefore, sampleCall } from '../support/samples.ts';

freezeClock();

const list = () => screen.findByRole('list', { name: 'All calls' });
const rowOf = async (text: RegExp) => within(await list()).findByRole('button', { name: text });
/** The first button of each row in view, top to bottom. */
const rowTexts = (within_: HTMLElement) =>
  [...within_.querySelectorAll('[data-row-button]')].map((row) => row.textContent ?? '');

/** Leaves out the questions for one caller's calls. */
const isForAll = ([request]: unknown[]) => !Object.hasOwn(request as object, 'contact');

const numbered = (count: number) =>
  Array.from({ length: count }, (_, index) =>
    sampleCall({ id: `c${index}`, callerName: `Desk ${index}`, startedAt: minutesBefore(index + 1) }),
  );

describe('a call that was found later', () => {
  it('is marked, at its true time', async () => {
    const { user } = await renderApp('/calls', {
      calls: [sampleCall({ callerName: 'A', foundLater: true, startedAt: minutesBefore(130) })],
    });
    const row = await rowOf(/Missed, found later/);
    expect(row).toHaveTextContent('2 h ago');
    await user.click(row);
    expect(await screen.findByText(/Ringback learned of this call late/)).toBeVisible();
  });
});

describe('a test call', () => {
  it('is marked, and taken out of the list at a click', async () => {
    const { user } = await renderApp('/calls', {
      calls: [sampleCall({ callerName: 'A', isTest: true }), sampleCall({ callerName: 'B' })],
    });
    await user.click(await rowOf(/^A.*Missed, a test/));
    expect(await screen.findByText('Test call sent by Ringback.')).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Remove test calls' }));
    await waitFor(() => expect(screen.queryByText(/a test/)).toBeNull());
    expect(await rowOf(/^B/)).toBeVisible();
  });
});

describe('all calls', () => {
  it('keep those of a phone system that was removed, without its ID', async () => {
    await renderApp('/calls', { calls: [sampleCall({ callerName: 'A', sourceId: 'gone' })] });
    expect(await rowOf(/^A.*Removed phone system$/)).toBeVisible();
    expect(screen.queryByText('gone')).toBeNull();
  });

  it('says in words what became of each, newest first, by day', async () => {
    const ended = minutesBefore(1);
    await renderApp('/calls', {
      calls: [
        sampleCall({ callerName: 'A', outcome: 'ringing', startedAt: ended }),
        sampleCall({ callerName: 'B', outcome: 'missed', startedAt: minutesBefore(2) }),
        sampleCall({
          callerName: 'C',
          outcome: 'answered',
          durationSeconds: 42,
          startedAt: minutesBefore(3),
        }),
        sampleCall({
          callerName: 'D',
          outcome: 'voicemail',
          voicemail: { recordingUrl: null, transcript: null, durationSeconds: 63 },
          startedAt: minutesBefore(1500),
        }),
        sampleCall({
          callerName: 'E',
          direction: 'outbound',
          outcome: 'other',
          from: '+14155550100',
          to: '+14155550123',
          startedAt: minutesBefore(1600),
        }),
      ],
    });
    const texts = rowTexts(await list());
    expect(texts.map((text) => text.replace(/\d+ min ago.*|yesterday.*/, ''))).toEqual([
      'A(415) 555-0123Ringing',
      'B(415) 555-0123Missed',
      'C(415) 555-0123Answered, 42 s',
      'D(415) 555-0123Voicemail 1:03',
      'E(415) 555-0123Called, no answer (outbound)',
    ]);
    const headings = within(await list()).getAllByRole('heading');
    expect(headings.map((heading) => heading.textContent)).toEqual(['Today', 'Yesterday']);
  });

  it('changes a call in place and puts a new one on top, without asking for the list again', async () => {
    const ringing = sampleCall({
      id: 'r',
      callerName: 'Reception',
      outcome: 'ringing',
      startedAt: minutesBefore(2),
    });
    const { addCall, asked } = await renderApp('/calls', { calls: [ringing, ...numbered(1)] });
    expect(await rowOf(/Reception/)).toHaveTextContent('Ringing');
    act(() => addCall({ ...ringing, outcome: 'missed' }));
    expect(await rowOf(/Reception/)).toHaveTextContent('Missed');
    act(() => addCall(sampleCall({ id: 'n', callerName: 'Newest', startedAt: minutesBefore(0) })));
    await rowOf(/Newest/);
    expect(rowTexts(await list())[0]).toContain('Newest');
    expect(asked('calls.list').filter(isForAll)).toHaveLength(1);
  });

  it('loads further pages on the way down and keeps only the rows in view', async () => {
    const { asked } = await renderApp('/calls', { calls: numbered(250) });
    const all = await list();
    const viewport = all.parentElement;
    if (!viewport) throw new Error('the list has no viewport');
    expect(rowTexts(all).length).toBeLessThan(40);
    expect(within(all).getAllByRole('listitem').at(-1)).toHaveAttribute('aria-setsize', '250');
    fireEvent.scroll(viewport, { target: { scrollTop: 50 * 95 } });
    await waitFor(() =>
      expect(asked('calls.list').filter(isForAll)).toEqual([
        [{ limit: 100 }],
        [{ limit: 100, before: 'c99' }],
      ]),
    );
    fireEvent.scroll(viewport, { target: { scrollTop: 50 * 120 } });
    expect(await rowOf(/Desk 120\b/)).toBeInTheDocument();
  });

  it('holds the rows where they are when a call arrives above them', async () => {
    const { addCall } = await renderApp('/calls', { calls: numbered(90) });
    const viewport = (await list()).parentElement;
    if (!viewport) throw new Error('the list has no viewport');
    fireEvent.scroll(viewport, { target: { scrollTop: 1500 } });
    await rowOf(/Desk 35\b/);
    const before = viewport.scrollTop;
    act(() => addCall(sampleCall({ id: 'n', startedAt: minutesBefore(0) })));
    await waitFor(() => expect(viewport.scrollTop).toBeGreaterThan(before));
    expect(viewport.scrollTop - before).toBeLessThanOrEqual(56);
  });

  it('does the same things as the callers to call back', async () => {
    const { user, asked } = await renderApp('/calls', { calls: numbered(3) });
    await user.click(await rowOf(/Desk 1/));
    await user.keyboard('co');
    expect(asked('calls.callBack')).toEqual([[{ callId: 'c1' }]]);
    expect(asked('calls.openInCrm')).toEqual([[{ callId: 'c1' }]]);
    const [row] = within(await list())
      .getAllByRole('listitem')
      .slice(1);
    if (!row) throw new Error('no row');
    await user.click(within(row).getByRole('button', { name: 'Copy number' }));
    expect(asked('calls.copyNumber')).toEqual([[{ callId: 'c0' }]]);
    expect(await screen.findByText('Number copied')).toBeVisible();
  });

  it('offers another try when it could not be loaded', async () => {
    const { user, world } = await renderApp('/calls', {
      calls: numbered(1),
      broken: new Set(['calls.list'] as const),
    });
    expect(await screen.findByText('The calls could not be loaded')).toBeVisible();
    world.broken.clear();
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await rowOf(/Desk 0/)).toBeVisible();
  });
});

describe("the latest calls on a caller's page", () => {
  const caller = '+14155550177';
  /** 150 calls of others, then 40 with the caller in turns in either direction, all older. */
  const calls = [
    ...numbered(150),
    ...Array.from({ length: 40 }, (_, index) =>
      sampleCall({
        id: `old${index}`,
        callerName: 'Regular',
        ...(index % 2 === 0
          ? { from: caller }
          : { direction: 'outbound', outcome: 'other', from: '+14155550100', to: caller }),
        startedAt: minutesBefore(200 + index),
      }),
    ),
  ];
  const newest = sampleCall({
    id: 'newest',
    callerName: 'Regular',
    from: caller,
    startedAt: minutesBefore(0),
  });
  const latest = () => screen.findByRole('list', { name: 'Latest calls' });
  const rowsOf = (element: HTMLElement) => within(element).getAllByRole('listitem');

  it('are asked of the store, those that the list of all calls has not loaded included', async () => {
    const { asked } = await renderApp('/calls', { calls: [newest, ...calls] });
    await waitFor(async () => expect(rowsOf(await latest())).toHaveLength(12));
    expect(asked('calls.list').filter(isForAll)).toEqual([[{ limit: 100 }]]);
    expect(rowsOf(await latest()).map((row) => row.textContent?.replace(/ago.*|\d+ .*|today.*/, ''))).toEqual(
      [
        'Missed',
        ...Array.from({ length: 11 }, (_, index) => (index % 2 === 0 ? 'Missed' : 'Called, no answer')),
      ],
    );
    expect(screen.getByText('12 of 41')).toBeVisible();
  });

  it('grow by "Show more" to the very last, and the focus goes to the first that was added', async () => {
    const { user } = await renderApp('/calls', { calls: [newest, ...calls] });
    await latest();
    await user.click(screen.getByRole('button', { name: 'Show more' }));
    await waitFor(async () => expect(rowsOf(await latest())).toHaveLength(41));
    expect(rowsOf(await latest())[12]).toHaveFocus();
    expect(screen.queryByRole('button', { name: 'Show more' })).toBeNull();
  });

  it('take in a call that comes while the page is shown', async () => {
    const { addCall } = await renderApp('/calls', { calls: [newest, ...numbered(3)] });
    expect(rowsOf(await latest())).toHaveLength(1);
    act(() => addCall({ ...newest, id: 'later', outcome: 'answered', startedAt: minutesBefore(-1) }));
    await waitFor(async () => expect(rowsOf(await latest())).toHaveLength(2));
    expect(rowsOf(await latest())[0]).toHaveTextContent('Answered');
  });

  it('are left out where the number is withheld', async () => {
    await renderApp('/calls', { calls: [sampleCall({ callerName: 'A', from: null })] });
    expect(await screen.findByRole('heading', { name: 'A' })).toBeVisible();
    expect(screen.queryByRole('list', { name: 'Latest calls' })).toBeNull();
  });
});
