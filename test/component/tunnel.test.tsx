import { act, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { settingsSchema } from '#shared/config/settings.ts';
import type { TunnelSettings } from '#shared/config/tunnel.ts';
import { freezeClock, renderApp } from '../support/render-app.tsx';
import { configured, listening, sampleReachability } from '../support/samples.ts';

freezeClock();

const withTunnel = (tunnel: TunnelSettings, isSet = true) => ({
  ...configured,
  settings: settingsSchema.parse({ ...configured.settings, tunnel }),
  tunnelSecret: { isSet, storage: isSet ? ('keychain' as const) : ('none' as const) },
});
const section = async () => within(await screen.findByRole('region', { name: 'Tunnel' }));

describe('the tunnel', () => {
  it('is suggested, filled in, tested and saved', async () => {
    const { user, asked } = await renderApp('/settings');
    const tunnel = await section();
    await user.click(tunnel.getByRole('button', { name: 'Set up ngrok' }));
    expect(tunnel.getByRole('list', { name: 'How to set it up' })).toBeVisible();
    await user.type(tunnel.getByLabelText('Domain (optional)'), 'acme.ngrok.app');
    await user.type(tunnel.getByLabelText('Authtoken'), ' example-token ');
    await user.click(tunnel.getByRole('button', { name: 'Test' }));
    expect(await tunnel.findByText('It works')).toBeVisible();
    expect(tunnel.getByText(/came back here in 84 ms/)).toBeVisible();
    const request = { tunnel: { kind: 'ngrok', domain: 'acme.ngrok.app' }, secret: 'example-token' };
    expect(asked('tunnel.test')).toEqual([[request]]);
    await user.click(tunnel.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(asked('tunnel.save')).toEqual([[request]]));
    await waitFor(() => expect(tunnel.getByLabelText('Authtoken')).toHaveValue(''));
    expect(tunnel.getByLabelText('Authtoken')).toHaveAttribute(
      'placeholder',
      'Set, kept in the keychain. Type to replace it.',
    );
    expect(tunnel.queryByRole('button', { name: 'Save' })).toBeNull();
  });

  it('takes the requests that the plan includes, and refuses what is no such number', async () => {
    const { user, asked } = await renderApp('/settings', { view: withTunnel({ kind: 'ngrok' }) });
    const tunnel = await section();
    const allowance = tunnel.getByLabelText('Requests a month (optional)');
    await user.type(allowance, '12');
    await user.click(tunnel.getByRole('button', { name: 'Save' }));
    expect(await tunnel.findByText('Enter at least 1000')).toBeVisible();
    await user.clear(allowance);
    await user.type(allowance, '1000000');
    await user.click(tunnel.getByRole('button', { name: 'Save' }));
    await waitFor(() =>
      expect(asked('tunnel.save')).toEqual([[{ tunnel: { kind: 'ngrok', monthlyRequests: 1_000_000 } }]]),
    );
  });

  it('says why it does not work, and what to do', async () => {
    const { user } = await renderApp('/settings', {
      view: withTunnel({ kind: 'ngrok' }),
      answers: {
        'tunnel.test': () => ({
          ok: false,
          code: 'credentials',
          message: 'ngrok refused the authtoken.',
          fix: 'Copy it again from the dashboard.',
        }),
      },
    });
    const tunnel = await section();
    await user.click(tunnel.getByRole('button', { name: 'Test' }));
    expect(
      await tunnel.findByText('ngrok refused the authtoken. Copy it again from the dashboard.'),
    ).toBeVisible();
  });

  it('says at each field what is wrong, before anything is tried', async () => {
    const { user, asked } = await renderApp('/settings');
    const tunnel = await section();
    await user.click(tunnel.getByRole('button', { name: 'Set up ngrok' }));
    await user.click(tunnel.getByRole('button', { name: 'Test' }));
    expect(await tunnel.findByText('Paste the authtoken')).toBeVisible();
    await user.selectOptions(tunnel.getByRole('combobox', { name: 'Kind' }), 'SSH, to a server of your own');
    await user.type(tunnel.getByLabelText('Server'), 'relay server');
    await user.type(tunnel.getByLabelText('Public address'), 'http://calls.example.com');
    await user.click(tunnel.getByRole('button', { name: 'Save' }));
    expect(await tunnel.findByText('Enter a host name such as relay.example.com')).toBeVisible();
    expect(tunnel.getByText('Enter a complete address. Begin with https://')).toBeVisible();
    expect(asked('tunnel.test')).toEqual([]);
    expect(asked('tunnel.save')).toEqual([]);
  });

  it('is kept with what the form does not ask for, and loses an optional secret on request', async () => {
    const stored = {
      kind: 'ssh',
      host: 'relay.example.com',
      port: 22,
      user: 'ringback',
      bindAddress: 'localhost',
      bindPort: 80,
      publicUrl: 'https://calls.example.com',
      hostKey: 'SHA256:example',
    } as const;
    const { user, asked } = await renderApp('/settings', { view: withTunnel(stored) });
    const tunnel = await section();
    const port = tunnel.getByLabelText('Port of SSH');
    await user.clear(port);
    await user.type(port, '2222');
    await user.click(tunnel.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(asked('tunnel.save')).toEqual([[{ tunnel: { ...stored, port: 2222 } }]]));
    await user.click(tunnel.getByRole('button', { name: 'Erase the passphrase of the key' }));
    await waitFor(() => expect(asked('tunnel.save')[1]).toMatchObject([{ clearSecret: true }]));
    await waitFor(() => expect(tunnel.queryByRole('button', { name: /^Erase/ })).toBeNull());
  });

  describe("with an SSH server's key", () => {
    const stored = {
      kind: 'ssh',
      host: 'relay.example.com',
      port: 22,
      user: 'ringback',
      bindAddress: 'localhost',
      bindPort: 80,
      publicUrl: 'https://calls.example.com',
    } as const;
    const open = async (tunnel: TunnelSettings) => {
      const app = await renderApp('/settings', { view: withTunnel(tunnel) });
      const form = await section();
      const changePort = async (port: string) => {
        await app.user.clear(form.getByLabelText('Port of SSH'));
        await app.user.type(form.getByLabelText('Port of SSH'), port);
      };
      const pin = (next: TunnelSettings) => act(() => app.tell('settings.changed', withTunnel(next)));
      return { ...app, form, key: form.getByLabelText("Server's key (optional)"), changePort, pin };
    };

    it('keeps the one that was pinned meanwhile, and what is being typed', async () => {
      const { user, asked, form, key, changePort, pin } = await open(stored);
      await changePort('2222');
      pin({ ...stored, hostKey: 'SHA256:first' });
      await waitFor(() => expect(key).toHaveValue('SHA256:first'));
      expect(form.getByLabelText('Port of SSH')).toHaveValue('2222');
      await user.click(form.getByRole('button', { name: 'Save' }));
      const expected = { ...stored, port: 2222, hostKey: 'SHA256:first' };
      await waitFor(() => expect(asked('tunnel.save')).toEqual([[{ tunnel: expected }]]));
    });

    it('has nothing to save when one was pinned', async () => {
      const { form, key, pin } = await open(stored);
      pin({ ...stored, hostKey: 'SHA256:first' });
      await waitFor(() => expect(key).toHaveValue('SHA256:first'));
      expect(form.queryByRole('button', { name: 'Save' })).toBeNull();
    });

    it('forgets the one of a server that is left, and leaves alone one that was typed', async () => {
      const { user, key, pin } = await open({ ...stored, hostKey: 'SHA256:first' });
      pin({ ...stored, host: 'other.example.com' });
      await waitFor(() => expect(key).toHaveValue(''));
      await user.type(key, 'SHA256:typed');
      pin({ ...stored, host: 'other.example.com', hostKey: 'SHA256:second' });
      expect(key).toHaveValue('SHA256:typed');
    });
  });

  it('shows how it is doing, and is tried again on request', async () => {
    const { user, asked } = await renderApp('/settings', {
      view: withTunnel({ kind: 'ngrok' }),
      status: {
        ...listening,
        reachability: sampleReachability({
          phase: 'not-listening',
          reason: 'The account has no session left.',
          fix: 'Close the other one.',
        }),
      },
    });
    const now = within(await screen.findByRole('region', { name: 'The tunnel now' }));
    expect(now.getByText(/The account has no session left\. Close the other one\./)).toBeVisible();
    await user.click(now.getByRole('button', { name: 'Reconnect now' }));
    expect(asked('tunnel.reconnect')).toHaveLength(1);
  });
});
