import { screen, waitFor, within } from '@testing-library/react';
import { expect, it } from 'vitest';
import type { SubscriptionState } from '#shared/contract/subscriptions.ts';
import { freezeClock, renderApp } from '../support/render-app.tsx';
import { configured, listening, minutesBefore, sampleReachability } from '../support/samples.ts';

freezeClock();

const stale = (canMove: boolean): SubscriptionState => ({
  sourceId: 'main',
  transport: 'webhook',
  state: 'old-address',
  since: minutesBefore(5),
  reason: 'It still calls old.example.',
  reasonCode: 'old-address',
  fix: 'Give it the new address at calls.example.com.',
  canRepair: false,
  address: { called: 'https://old.example', current: 'https://calls.example.com', leadsHere: false, canMove },
});
const status = (canMove: boolean) => ({
  ...listening,
  reachability: sampleReachability(),
  subscriptions: [stale(canMove)],
});

it('says which phone system calls the old address, and offers what to do', async () => {
  const { user, asked } = await renderApp('/', { view: configured, status: status(false) });
  expect(await screen.findByRole('status', { name: 'Listening state' })).toHaveTextContent(
    /^Not listening since 10:25 AM: Sales line still calls the old address\./,
  );
  const banner = within(screen.getByRole('list', { name: 'What needs attention' }));
  expect(banner.getByText('Give it the new one.')).toBeVisible();
  await user.click(banner.getByRole('button', { name: 'Copy the new address for Sales line' }));
  await user.click(banner.getByRole('button', { name: 'I changed it in Sales line' }));
  expect(banner.queryByRole('button', { name: /^Change it for/ })).toBeNull();
  expect(asked('sources.copyUrl')).toEqual([[{ id: 'main' }]]);
  expect(asked('sources.confirmAddress')).toEqual([[{ id: 'main' }]]);
});

it('changes it at the vendor where that can be done, also on the phone system’s page', async () => {
  const { user, asked } = await renderApp('/settings/sources/main', {
    view: configured,
    status: status(true),
  });
  const page = within(screen.getByRole('main'));
  expect(await page.findByText(/^Calls go to an old address, since/)).toBeVisible();
  expect(page.queryByText(/Working/)).toBeNull();
  await user.click(page.getByRole('button', { name: 'Change it for Sales line' }));
  expect(asked('sources.moveAddress')).toEqual([[{ id: 'main' }]]);
});

it('says of a working phone system when its last event came, not since when it is watched', async () => {
  const { address: _none, ...healthy } = stale(false);
  await renderApp('/settings/sources/main', {
    view: configured,
    status: {
      ...status(false),
      subscriptions: [{ ...healthy, state: 'healthy', reason: null, reasonCode: null, fix: null }],
    },
    health: [
      {
        sourceId: 'main',
        lastEventAt: minutesBefore(90),
        refused: 0,
        lastRefusal: null,
        failed: 0,
        secrets: [],
      },
    ],
  });
  const page = within(screen.getByRole('main'));
  const heading = await page.findByRole('heading', { name: 'Webhook' });
  await waitFor(() => expect(heading.parentElement).toHaveTextContent('Working, last event today 9:00 AM.'));
});
