import { act, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { settingsSchema } from '#shared/config/settings.ts';
import { freezeClock, renderApp } from '../support/render-app.tsx';
import { listening, sampleReachability, unconfigured } from '../support/samples.ts';

freezeClock();

describe('a phone system that signs its address', () => {
  const withTunnel = (tunnel: object) => ({ ...unconfigured, settings: settingsSchema.parse({ tunnel }) });
  const fill = async (user: Awaited<ReturnType<typeof renderApp>>['user']) => {
    await user.type(await screen.findByLabelText('Name'), 'Sales line');
    await user.type(screen.getByLabelText('Auth token'), 'example-token');
  };

  it('leads to the tunnel first, and keeps what was typed', async () => {
    const { user, asked } = await renderApp('/settings/sources/new', { view: unconfigured });
    await fill(user);
    const first = within(screen.getByRole('note', { name: 'First, a public address' }));
    expect(first.getByText(/^Twilio signs the address that it posts to/)).toBeVisible();
    await user.click(first.getByRole('button', { name: 'Connect a tunnel' }));
    const tunnel = within(await screen.findByRole('region', { name: 'Tunnel' }));
    await user.click(tunnel.getByRole('button', { name: 'Set up ngrok' }));
    await user.type(tunnel.getByLabelText('Domain (optional)'), 'acme.ngrok.app');
    await user.type(tunnel.getByLabelText('Authtoken'), 'example');
    await user.click(tunnel.getByRole('button', { name: 'Save' }));
    await user.click(await tunnel.findByRole('button', { name: 'Continue adding Sales line' }));
    expect(await screen.findByLabelText('Name')).toHaveValue('Sales line');
    expect(screen.getByLabelText('Auth token')).toHaveValue('example-token');
    expect(screen.queryByRole('note', { name: 'First, a public address' })).toBeNull();
    expect(screen.getByLabelText('Public address (optional)')).toHaveAccessibleDescription(
      "Left empty, it is the tunnel's: https://acme.ngrok.app/hooks/…",
    );
    await user.click(screen.getByRole('button', { name: 'Add' }));
    expect(await screen.findByText('https://acme.ngrok.app/hooks/sales-line')).toBeVisible();
    expect(asked('sources.save')).toMatchObject([[{ source: { id: 'sales-line', provider: 'twilio' } }]]);
    await user.click(within(screen.getByRole('main')).getByRole('link', { name: 'Settings' }));
    expect(await screen.findByRole('button', { name: 'Add a phone system' })).toBeVisible();
  });

  it('gets an address filled in that only the open tunnel knows', async () => {
    const { user, asked } = await renderApp('/settings/sources/new', {
      view: withTunnel({ kind: 'ngrok' }),
      status: { ...listening, reachability: sampleReachability({ publicUrl: 'https://a1.ngrok.app' }) },
    });
    await fill(user);
    expect(screen.getByLabelText('Public address (optional)')).toHaveAccessibleDescription(
      /^Left empty, it is the tunnel's: https:\/\/a1\.ngrok\.app.* Should the tunnel get another one/,
    );
    await user.click(screen.getByRole('button', { name: 'Add' }));
    await screen.findByRole('heading', { level: 1, name: 'Sales line' });
    expect(asked('sources.save')).toMatchObject([
      [{ source: { id: 'sales-line', publicUrl: 'https://a1.ngrok.app/hooks/sales-line' } }],
    ]);
  });

  it('waits for the address of a tunnel that is not connected yet', async () => {
    const reachability = sampleReachability({ phase: 'connecting', publicUrl: null });
    const { tell, world } = await renderApp('/settings/sources/new', {
      view: withTunnel({ kind: 'ngrok' }),
      status: { ...listening, reachability },
    });
    const first = await screen.findByRole('note', { name: 'First, a public address' });
    expect(first).toHaveTextContent('It appears here once the tunnel is connected.');
    act(() => tell('status.changed', { ...world.status, reachability: sampleReachability() }));
    await waitFor(() => expect(screen.queryByRole('note')).toBeNull());
  });

  it('can be begun anew', async () => {
    const { user } = await renderApp('/settings/sources/new', { view: unconfigured });
    await fill(user);
    await user.click(screen.getByRole('button', { name: 'Start over' }));
    expect(screen.getByLabelText('Name')).toHaveValue('');
    expect(screen.queryByRole('button', { name: 'Start over' })).toBeNull();
    await user.click(screen.getByRole('link', { name: /To call back/ }));
    expect(screen.queryByRole('button', { name: /^Continue adding/ })).toBeNull();
  });

  it('says what it is when its address is not the tunnel’s', async () => {
    await renderApp('/settings/sources/main', {
      status: { ...listening, reachability: sampleReachability({ publicUrl: 'https://a1.ngrok.app' }) },
    });
    expect(await screen.findByText(/^The tunnel's own address is/)).toHaveTextContent(
      'https://a1.ngrok.app, another one. Something outside Ringback must forward this one',
    );
  });
});
