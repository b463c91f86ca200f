import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { settingsSchema } from '#shared/config/settings.ts';
import { freezeClock, renderApp } from '../support/render-app.tsx';
import { configured, listening, unconfigured } from '../support/samples.ts';

freezeClock();

const silent = { ...listening, lastEventAt: null };
const current = () =>
  screen.getAllByRole('listitem').find((step) => step.getAttribute('aria-current') === 'step');

describe('the first start', () => {
  it('offers three steps that lead into the settings', async () => {
    const { user } = await renderApp('/follow-ups', { view: unconfigured, status: silent });
    expect(await screen.findByRole('heading', { name: 'Three steps to the first call' })).toBeVisible();
    expect(within(screen.getByRole('main')).getAllByRole('listitem')).toHaveLength(3);
    expect(current()).toHaveTextContent('Choose your phone system');
    await user.click(screen.getByRole('button', { name: 'Set up a phone system' }));
    expect(await screen.findByRole('heading', { name: 'Add a phone system' })).toBeVisible();
  });

  it('leads to the tunnel where nothing else forwards the webhooks', async () => {
    const [source] = configured.settings.sources;
    if (!source) throw new Error('the sample has no source');
    const { publicUrl: _none, ...withoutAddress } = source;
    const settings = { ...configured.settings, sources: [withoutAddress] };
    const { user } = await renderApp('/follow-ups', { view: { ...configured, settings }, status: silent });
    await screen.findByRole('heading', { name: 'Waiting for the first call' });
    expect(current()).toHaveTextContent('Connect a tunnel');
    const main = within(screen.getByRole('main'));
    await user.click(main.getByRole('button', { name: 'Connect a tunnel' }));
    expect(await screen.findByRole('region', { name: 'Tunnel' })).toBeVisible();
  });

  it('asks for the secret next where it is missing', async () => {
    await renderApp('/calls', { view: { ...configured, secrets: [] }, status: silent });
    await screen.findByRole('heading', { name: 'Waiting for the first call' });
    expect(current()).toHaveTextContent('Choose your phone system and paste its secret');
  });

  it('waits for a test call when all is set', async () => {
    const { user } = await renderApp('/follow-ups', { status: silent });
    await screen.findByRole('heading', { name: 'Waiting for the first call' });
    await waitFor(() => expect(current()).toHaveTextContent('Point its webhook here and make a test call'));
    await user.click(screen.getByRole('button', { name: 'Open Sales line' }));
    expect(await screen.findByText('http://127.0.0.1:4519/hooks/main')).toBeVisible();
  });

  it('goes by the tunnel first where what was begun signs its address', async () => {
    const { user } = await renderApp('/follow-ups', { view: unconfigured, status: silent });
    await user.click(await screen.findByRole('button', { name: 'Set up a phone system' }));
    await user.type(await screen.findByLabelText('Name'), 'Sales line');
    await user.click(screen.getByRole('link', { name: /To call back/ }));
    await screen.findByRole('heading', { name: 'Three steps to the first call' });
    expect(current()).toHaveTextContent('Connect a tunnel');
    expect(current()).toHaveTextContent(
      'Twilio signs its address, so this comes first. What was typed is kept.',
    );
    await user.click(screen.getByRole('button', { name: 'Connect a tunnel' }));
    expect(await screen.findByRole('region', { name: 'Tunnel' })).toBeVisible();
  });

  it('goes on with what was begun once there is a tunnel', async () => {
    const settings = settingsSchema.parse({ tunnel: { kind: 'ngrok', domain: 'acme.ngrok.app' } });
    const view = { ...unconfigured, settings };
    const { user } = await renderApp('/settings/sources/new', { view, status: silent });
    await user.type(await screen.findByLabelText('Name'), 'Sales line');
    await user.click(screen.getByRole('link', { name: /To call back/ }));
    await user.click(await screen.findByRole('button', { name: 'Continue adding Sales line' }));
    expect(await screen.findByLabelText('Name')).toHaveValue('Sales line');
  });
});
