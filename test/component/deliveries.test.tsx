import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { settingsSchema } from '#shared/config/settings.ts';
import type { ReprocessResult } from '#shared/contract/deliveries.ts';
import type { FakeWorld } from '../support/fake-bridge.ts';
import { freezeClock, renderApp } from '../support/render-app.tsx';
import { configured, minutesBefore, sampleCall, sampleDelivery, sampleHealth } from '../support/samples.ts';

freezeClock();

const refused = sampleDelivery(
  {
    outcome: 'rejected',
    status: 401,
    reason: 'signature does not match',
    reasonCode: 'mismatch',
    eventId: null,
    eventType: null,
  },
  { sender: '198.51.100.23', body: 'CallSid=CA1&From=%2B14155550199' },
);

/** The deliveries in a list; the days between them are items, too. */
const rowsIn = (list: HTMLElement) => within(list).getAllByRole('button');

describe('deliveries', () => {
  it('are listed page by page, with the details of the one that is looked at', async () => {
    const deliveries = Array.from({ length: 150 }, (_, index) =>
      sampleDelivery({ receivedAt: minutesBefore(index), eventType: `event ${index}` }),
    );
    const { user, asked } = await renderApp('/health?view=deliveries', { deliveries });
    const list = await screen.findByRole('list', { name: 'Deliveries' });
    expect(within(list).getByText('event 0')).toBeVisible();
    const details = screen.getByRole('region', { name: 'Delivery' });
    expect(await within(details).findByText(/CallStatus = no-answer/)).toBeVisible();
    await user.keyboard('{ArrowDown}');
    expect(within(details).getByRole('heading', { name: 'event 1' })).toBeVisible();
    const viewport = list.parentElement as HTMLElement;
    viewport.scrollTop = 90 * 50;
    viewport.dispatchEvent(new Event('scroll'));
    await waitFor(() =>
      expect(asked('deliveries.list')).toContainEqual([{ limit: 100, before: deliveries[99]?.delivery.id }]),
    );
  });

  it('say when to the second, by day, what they told and by which ID', async () => {
    const long = 'sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef';
    const deliveries = [
      sampleDelivery({ receivedAt: '2026-11-23T15:26:07.000Z', eventId: 'CA7.no-answer' }),
      sampleDelivery({ receivedAt: '2026-11-23T15:26:01.000Z', outcome: 'duplicate', origin: 'test' }),
      sampleDelivery({ receivedAt: '2026-11-22T15:26:01.000Z', eventId: long, eventType: null }),
    ];
    await renderApp('/health?view=deliveries', { deliveries });
    const list = await screen.findByRole('list', { name: 'Deliveries' });
    expect(
      within(list)
        .getAllByRole('heading')
        .map(({ textContent }) => textContent),
    ).toEqual(['Today', 'Yesterday']);
    const [first, second, third] = rowsIn(list);
    await waitFor(() => expect(first).toHaveTextContent('Sales line'));
    expect(first).toHaveTextContent(/no-answer.*Accepted.*Event ID CA7\.no-answer.*10:26:07 AM/);
    expect(second).toHaveTextContent(/Test call.*Duplicate.*10:26:01 AM/);
    expect(third).toHaveTextContent('Event ID sha256:0…23456789abcdef');
    expect(third).toHaveTextContent('Event without a type');
  });

  it('are narrowed to one outcome, by the engine', async () => {
    const deliveries = [
      sampleDelivery({ eventType: 'taken' }),
      sampleDelivery({ eventType: 'again', outcome: 'duplicate' }),
    ];
    const { user, asked } = await renderApp('/health?view=deliveries', { deliveries });
    await screen.findByText('taken', { selector: 'li *' });
    const filter = screen.getByRole('combobox', { name: 'Outcome' });
    await user.selectOptions(filter, 'Duplicate');
    await waitFor(() => expect(screen.queryByText('taken')).toBeNull());
    expect(rowsIn(screen.getByRole('list', { name: 'Deliveries' }))).toHaveLength(1);
    expect(filter).toHaveFocus();
    expect(asked('deliveries.list')).toContainEqual([{ limit: 100, outcomes: ['duplicate'] }]);
    await user.selectOptions(filter, 'Refused');
    expect(await screen.findByText('No delivery with this outcome')).toBeVisible();
    await user.selectOptions(filter, 'All outcomes');
    await screen.findByText('taken', { selector: 'li *' });
  });

  describe('that are genuine and told of no call', () => {
    const pbx = (options: object) => ({
      ...configured,
      settings: settingsSchema.parse({
        ...configured.settings,
        sources: [{ id: 'main', name: 'PBX', provider: 'hmac', options }],
      }),
    });
    const foreign = (parts = {}) =>
      sampleDelivery(
        { eventType: null, ...parts },
        { contentType: 'application/json', body: '{"event":"no_answer","call":{"id":7}}' },
      );

    it('say so, and lead to their fields', async () => {
      const { user } = await renderApp('/health?view=deliveries', {
        view: pbx({}),
        deliveries: [foreign()],
      });
      const page = within(await screen.findByRole('region', { name: 'Delivery' }));
      expect(await page.findByText(/^It is genuine\. It has none of the call fields/)).toBeVisible();
      await user.click(page.getByRole('button', { name: 'Map its fields' }));
      expect(await screen.findByRole('heading', { level: 1, name: 'Fields of PBX' })).toBeVisible();
    });

    it.each([
      ['not tried yet', {}, foreign({ attempts: 0 })],
      ['refused', {}, foreign({ outcome: 'rejected', status: 401 })],
      [
        'mapped to a call',
        {
          mapping: {
            callId: 'call.id',
            type: { path: 'event', values: { 'call.missed': ['no_answer'] } },
          },
        },
        foreign(),
      ],
    ])('say nothing of the kind when %s', async (_case, options, delivery) => {
      await renderApp('/health?view=deliveries', { view: pbx(options), deliveries: [delivery] });
      const page = within(await screen.findByRole('region', { name: 'Delivery' }));
      await page.findByText('Body');
      expect(page.queryByText(/^It is genuine/)).toBeNull();
    });
  });

  it('that were refused say why, when, from where, and what they held', async () => {
    const { user, asked } = await renderApp('/health', { deliveries: [sampleDelivery(), refused] });
    await user.click(await screen.findByRole('tab', { name: 'Quarantine' }));
    const list = await screen.findByRole('list', { name: 'Quarantine' });
    expect(rowsIn(list)).toHaveLength(1);
    expect(within(list).getByText('Signature does not match')).toBeVisible();
    expect(within(list).getByText('Refused, answered with 401')).toBeVisible();
    const details = screen.getByRole('region', { name: 'Delivery' });
    expect(await within(details).findByText('198.51.100.23')).toBeVisible();
    expect(within(details).getByText(/From = \+14155550199/)).toBeVisible();
    expect(within(details).getByText(/compare the secret/)).toBeVisible();
    expect(asked('deliveries.list').at(-1)).toEqual([{ limit: 100, outcomes: ['rejected'] }]);
  });

  it.each([
    ['expired', 401, /^Set this computer's clock/],
    ['not-yet-valid', 401, /^Set this computer's clock/],
    ['mismatch', 401, /compare the secret and the public address/],
    ['missing-proof', 401, /compare the secret and the public address/],
    ['plain-http', 403, /begins with https/],
    ['address-not-allowed', 403, /add it to the allowed addresses/],
    ['media-type', 415, /compare the webhook's format/],
    ['malformed', 400, /compare the webhook's format/],
    [null, 401, /compare the secret and the public address/],
    [null, 403, /compare the secret and the public address/],
    [null, 415, /compare the webhook's format/],
    [null, 429, /Nothing needs to be done/],
  ] as const)('get advice by the code %s (%i), whatever the reason says', async (code, status, advice) => {
    // Words that mean something else: only the code, or the status without one, decides.
    const reason = 'sent over plain HTTP 420 s old from none of the allowed addresses';
    const delivery = sampleDelivery({ outcome: 'rejected', status, reason, reasonCode: code });
    await renderApp('/health?view=quarantine', { deliveries: [delivery] });
    const details = await screen.findByRole('region', { name: 'Delivery' });
    expect(await within(details).findByText(advice)).toBeVisible();
  });

  it('of a phone system that was removed do not show its ID', async () => {
    const { delivery } = sampleDelivery({ sourceId: 'gone' });
    await renderApp('/health?view=deliveries', { deliveries: [{ ...sampleDelivery(), delivery }] });
    const list = await screen.findByRole('list', { name: 'Deliveries' });
    expect(await within(list).findByText('Removed phone system')).toBeVisible();
    const details = screen.getByRole('region', { name: 'Delivery' });
    expect(within(details).getByText('Removed phone system')).toBeVisible();
    expect(screen.queryByText('gone')).toBeNull();
  });

  it.each([
    ['deliveries', 'No deliveries yet'],
    ['quarantine', 'Nothing was refused'],
    ['dead-letters', 'Everything was processed'],
  ])('without any are said to be so: %s', async (view, words) => {
    await renderApp(`/health?view=${view}`);
    expect(await screen.findByText(words)).toBeVisible();
  });
});

describe('dead letters', () => {
  const dead = { outcome: 'failed', reason: 'The event names no call.' } as const;
  const readable = sampleDelivery({ ...dead, id: '901' });
  const unreadable = sampleDelivery({ ...dead, id: '902' });
  const processed: ReprocessResult = {
    id: '901',
    result: 'processed',
    reason: null,
    calls: [sampleCall({ callerName: 'Reception' })],
  };
  const failed: ReprocessResult = { id: '902', result: 'failed', reason: dead.reason, calls: [] };
  const content = (): Partial<FakeWorld> => ({
    deliveries: [readable, unreadable],
    health: [sampleHealth({ failed: 2 })],
    answers: {
      'deliveries.reprocess': ({ dryRun }, { world }) => {
        if (!dryRun) {
          world.deliveries = [unreadable];
          world.health = [sampleHealth({ failed: 1 })];
        }
        return { results: [processed, failed] };
      },
    },
  });

  it('are tried again only after a look at what would come of it', async () => {
    const { user, asked } = await renderApp('/health?view=dead-letters', content());
    await user.click(await screen.findByRole('button', { name: 'Retry all' }));
    const dialog = await screen.findByRole('dialog', { name: 'Retry all' });
    const calls = await within(dialog).findByRole('list', { name: 'Resulting calls' });
    // The dialog fades in.
    await waitFor(() => expect(within(calls).getByText('Reception, missed')).toBeVisible());
    expect(within(dialog).getByText('1 event stays here:')).toBeVisible();
    expect(within(dialog).getByText('The event names no call.')).toBeVisible();
    expect(asked('deliveries.reprocess')).toEqual([[{ dryRun: true }]]);
    await user.click(within(dialog).getByRole('button', { name: 'Process 1 event' }));
    expect(await screen.findByText('1 event processed, 1 still here')).toBeVisible();
    expect(asked('deliveries.reprocess').at(-1)).toEqual([{ dryRun: false }]);
    await waitFor(() => expect(rowsIn(screen.getByRole('list', { name: 'Dead letters' }))).toHaveLength(1));
    expect(await screen.findByRole('tab', { name: 'Dead letters 1' })).toBeVisible();
  });

  it('that would fail again are left alone', async () => {
    const { user, asked } = await renderApp('/health?view=dead-letters', {
      deliveries: [unreadable],
    });
    await user.click(await screen.findByRole('button', { name: 'Try again' }));
    const dialog = await screen.findByRole('dialog', { name: 'Try again' });
    await waitFor(() => expect(within(dialog).getByText('1 event stays here:')).toBeVisible());
    expect(within(dialog).queryByRole('button', { name: /^Process/ })).toBeNull();
    await user.click(within(dialog).getAllByRole('button', { name: 'Close' })[0] as HTMLElement);
    expect(asked('deliveries.reprocess')).toEqual([[{ ids: ['902'], dryRun: true }]]);
  });
});
