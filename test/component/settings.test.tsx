import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { freezeClock, renderApp } from '../support/render-app.tsx';
import { configured, unconfigured } from '../support/samples.ts';

freezeClock();

const noKeyring = { ...unconfigured, keyring: { backend: 'basic_text', secure: false } };

describe('settings', () => {
  it('refuses a port that is none, at the field', async () => {
    const { user, asked } = await renderApp('/settings');
    const port = await screen.findByRole('textbox', { name: 'Port' });
    await user.clear(port);
    await user.type(port, '80');
    await user.click(screen.getByRole('button', { name: 'Save' }));
    expect(await screen.findByText('Expected a port from 1024 to 65535')).toBeVisible();
    expect(port).toBeInvalid();
    expect(asked('updateSettings')).toEqual([]);
    await user.clear(port);
    await user.type(port, '4600{Enter}');
    await waitFor(() => expect(asked('updateSettings')).toEqual([[{ port: 4600 }]]));
  });

  it('shows what the CRM address becomes, and why one is refused', async () => {
    const { user, asked } = await renderApp('/settings', { view: unconfigured });
    const address = await screen.findByLabelText("Address of a caller's record");
    await user.type(address, 'https://crm.example.com/?q=');
    await user.click(screen.getByRole('button', { name: '{digits}' }));
    expect(screen.getByText('For example: https://crm.example.com/?q=14155550123')).toBeVisible();
    await user.type(address, '{{id}');
    expect(await screen.findByText(/^\{id\} is not a placeholder\./)).toBeVisible();
    expect(screen.queryByText(/For example/)).toBeNull();
    await user.clear(address);
    await user.type(address, 'tel:{{e164}{Enter}');
    await waitFor(() => expect(asked('updateSettings')).toEqual([[{ crmTemplate: 'tel:{e164}' }]]));
  });

  it('shows a refusal by main at the field', async () => {
    const { user } = await renderApp('/settings', {
      refusals: { updateSettings: 'Port 4600 is used by another program.' },
    });
    const port = await screen.findByRole('textbox', { name: 'Port' });
    await user.clear(port);
    await user.type(port, '4600{Enter}');
    expect(await screen.findByText('Port 4600 is used by another program.')).toBeVisible();
  });

  it('holds a missed call for a time that can be set', async () => {
    const { user, asked } = await renderApp('/settings');
    const seconds = await screen.findByRole('textbox', { name: 'Seconds before a missed call is notified' });
    expect(seconds).toHaveValue('2');
    await user.clear(seconds);
    await user.type(seconds, '90{Enter}');
    expect(await screen.findByText('Expected 0 to 60 seconds')).toBeVisible();
    await user.clear(seconds);
    await user.type(seconds, '4.5{Enter}');
    await waitFor(() => expect(asked('updateSettings')).toEqual([[{ holdSeconds: 4.5 }]]));
  });

  it('changes the country and the appearance at once', async () => {
    const { user, asked } = await renderApp('/settings');
    await user.click(await screen.findByRole('combobox', { name: 'Country' }));
    await user.type(screen.getByRole('combobox', { name: 'Country' }), 'United King');
    // Without a layout the list counts as scrolled out of sight.
    await user.click(await screen.findByRole('option', { name: 'United Kingdom', hidden: true }));
    await user.click(screen.getByRole('radio', { name: 'Dark' }));
    expect(asked('updateSettings')).toEqual([[{ region: 'GB' }], [{ appearance: 'dark' }]]);
    await waitFor(() =>
      expect(document.documentElement).toHaveAttribute('data-mantine-color-scheme', 'dark'),
    );
  });

  it('shows a test notification, or why there is none', async () => {
    const { user, asked } = await renderApp('/settings', {
      refusals: { testNotification: 'This desktop shows no notifications.' },
    });
    await user.click(await screen.findByRole('button', { name: 'Show a test notification' }));
    expect(await screen.findByText('This desktop shows no notifications.')).toBeVisible();
    expect(asked('testNotification')).toHaveLength(1);
  });

  it('says which Ringback it is', async () => {
    await renderApp('/settings');
    const about = await screen.findByRole('region', { name: 'About' });
    expect(await within(about).findByText('0.1.0')).toBeVisible();
    expect(within(about).getByText('~/.config/Ringback')).toBeVisible();
  });
});

describe('a phone system', () => {
  it('is added with its secret, which is not shown again', async () => {
    const { user, asked } = await renderApp('/settings/sources/new', { view: unconfigured });
    await user.type(await screen.findByLabelText('Name'), 'Sales line');
    await user.type(screen.getByLabelText('Auth token'), ' example-token ');
    await user.type(screen.getByLabelText('Public address'), 'https://calls.example.com/hooks/sales-line');
    await user.click(screen.getByRole('button', { name: 'Add' }));
    expect(await screen.findByRole('heading', { level: 1, name: 'Sales line' })).toBeVisible();
    expect(asked('saveSource')).toEqual([
      [
        {
          source: {
            id: 'sales-line',
            name: 'Sales line',
            provider: 'twilio',
            options: {},
            publicUrl: 'https://calls.example.com/hooks/sales-line',
          },
          secrets: ['example-token'],
        },
      ],
    ]);
    expect(screen.getByText('Set, kept in the keychain')).toBeVisible();
    expect(screen.getByText('http://127.0.0.1:4519/hooks/sales-line')).toBeVisible();
    expect(screen.queryByDisplayValue(/example-token/)).toBeNull();
  });

  it('says at each field what is missing', async () => {
    const { user, asked } = await renderApp('/settings/sources/new', { view: unconfigured });
    await user.click(await screen.findByRole('button', { name: 'Add' }));
    expect(await screen.findByText('Expected a name')).toBeVisible();
    expect(screen.getByText('Expected a secret that is not empty')).toBeVisible();
    expect(screen.getByText('Expected an http or https URL')).toBeVisible();
    expect(asked('saveSource')).toEqual([]);
  });

  it('asks for the fields of its kind, and checks them', async () => {
    const { user, asked } = await renderApp('/settings/sources/new', { view: unconfigured });
    await user.selectOptions(
      await screen.findByRole('combobox', { name: 'Phone system' }),
      'Signed webhook (HMAC)',
    );
    await user.selectOptions(screen.getByLabelText('Signature style'), 'Something else');
    await user.type(screen.getByLabelText('Name'), 'PBX');
    await user.type(screen.getByLabelText('Shared secret'), 'example');
    await user.type(screen.getByLabelText('Signature header'), 'X Signature');
    await user.selectOptions(screen.getByLabelText('Algorithm'), 'SHA-512');
    await user.type(screen.getByLabelText('How old a request may be, in seconds'), 'soon');
    await user.click(screen.getByRole('button', { name: 'Add' }));
    expect(await screen.findByText('Expected an HTTP header name such as "X-Signature"')).toBeVisible();
    expect(screen.getByText('Expected a number of seconds')).toBeVisible();
    await user.clear(screen.getByLabelText('Signature header'));
    await user.type(screen.getByLabelText('Signature header'), 'X-PBX');
    await user.clear(screen.getByLabelText('How old a request may be, in seconds'));
    await user.type(screen.getByLabelText('How old a request may be, in seconds'), '60');
    await user.click(screen.getByRole('button', { name: 'Add' }));
    await waitFor(() => expect(asked('saveSource')).toHaveLength(1));
    expect(asked('saveSource')[0]).toEqual([
      {
        source: {
          id: 'pbx',
          name: 'PBX',
          provider: 'hmac',
          options: { header: 'X-PBX', algorithm: 'sha512', encoding: 'hex', toleranceSeconds: 60 },
        },
        secrets: ['example'],
      },
    ]);
  });

  it('gets a second secret for a rotation, and loses the older one after it', async () => {
    const { user, asked } = await renderApp('/settings/sources/main');
    await user.click(await screen.findByRole('button', { name: 'Add a second' }));
    await user.type(screen.getByLabelText('Second secret'), 'next-token');
    await user.click(screen.getByRole('button', { name: 'Save the secret' }));
    expect(await screen.findByText('Two set, kept in the keychain')).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Drop the old secret' }));
    expect(await screen.findByText('Set, kept in the keychain')).toBeVisible();
    expect(asked('saveSource')).toMatchObject([
      [{ secrets: ['next-token'], secretsMode: 'add' }],
      [{ secretsMode: 'keep-newest' }],
    ]);
  });

  it('takes calls only from the addresses that are allowed', async () => {
    const { user, asked } = await renderApp('/settings/sources/main');
    const addresses = await screen.findByRole('textbox', { name: 'Allowed addresses (optional)' });
    await user.type(addresses, '192.0.2.0/24{Enter}192.0.2.300');
    await user.click(screen.getByRole('button', { name: 'Save' }));
    expect(await screen.findByText(/^"192\.0\.2\.300" is no address\./)).toBeVisible();
    expect(addresses).toBeInvalid();
    expect(asked('saveSource')).toEqual([]);
    await user.type(addresses, '{Backspace}{Enter}2001:db8::/32');
    await user.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(asked('saveSource')).toHaveLength(1));
    expect(asked('saveSource')).toMatchObject([
      [{ source: { allowedAddresses: ['192.0.2.0/24', '192.0.2.30', '2001:db8::/32'] } }],
    ]);
  });

  it('is removed after a question', async () => {
    const { user, asked } = await renderApp('/settings/sources/main');
    await user.click(await screen.findByRole('button', { name: 'Remove this phone system' }));
    const dialog = await screen.findByRole('dialog', { name: 'Remove Sales line?' });
    await user.click(within(dialog).getByRole('button', { name: 'Remove' }));
    expect(await screen.findByRole('heading', { level: 1, name: 'Settings' })).toBeVisible();
    expect(asked('removeSource')).toEqual([['main']]);
  });

  it('is not found any more after it was removed elsewhere', async () => {
    await renderApp('/settings/sources/gone', { view: configured });
    expect(await screen.findByText('This phone system is not set up any more')).toBeVisible();
  });
});

describe('a computer without a keychain', () => {
  const fill = async (user: Awaited<ReturnType<typeof renderApp>>['user']) => {
    await user.type(await screen.findByLabelText('Name'), 'Sales line');
    await user.type(screen.getByLabelText('Auth token'), 'example');
    await user.type(screen.getByLabelText('Public address'), 'https://calls.example.com/hooks/sales-line');
    await user.click(screen.getByRole('button', { name: 'Add' }));
    return screen.findByRole('dialog', { name: 'No keychain on this computer' });
  };

  it('keeps a secret until the app quits unless the reader chooses otherwise', async () => {
    const { user, asked } = await renderApp('/settings/sources/new', { view: noKeyring });
    const dialog = await fill(user);
    await user.click(within(dialog).getByRole('button', { name: 'Save the secret' }));
    expect(await screen.findByText('Set, kept until Ringback quits')).toBeVisible();
    expect(asked('saveSource').at(-1)).toMatchObject([{ withoutKeyring: 'memory' }]);
  });

  it('writes it to the disk with consent', async () => {
    const { user, asked } = await renderApp('/settings/sources/new', { view: noKeyring });
    const dialog = await fill(user);
    await user.click(within(dialog).getByRole('radio', { name: 'On the disk, not encrypted' }));
    await user.click(within(dialog).getByRole('button', { name: 'Save the secret' }));
    expect(await screen.findByText('Set, kept on the disk, not encrypted')).toBeVisible();
    expect(asked('saveSource').at(-1)).toMatchObject([{ withoutKeyring: 'plain' }]);
  });

  it('saves nothing when the question is cancelled', async () => {
    const { user, asked, world } = await renderApp('/settings/sources/new', { view: noKeyring });
    const dialog = await fill(user);
    await user.click(within(dialog).getByRole('button', { name: 'Cancel' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(asked('saveSource')).toHaveLength(1);
    expect(world.view.settings.sources).toEqual([]);
    expect(screen.getByLabelText('Name')).toHaveValue('Sales line');
  });
});
