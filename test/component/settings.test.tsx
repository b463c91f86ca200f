import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { FakeWorld } from '../support/fake-bridge.ts';
import { freezeClock, renderApp } from '../support/render-app.tsx';
import { saveSource } from '../support/sample-answers.ts';
import { configured, refusal, unconfigured } from '../support/samples.ts';

freezeClock();

const noKeyring = { ...unconfigured, keyring: { backend: 'basic_text', secure: false } };

describe('settings', () => {
  it('refuses a port that is none, at the field', async () => {
    const { user, asked } = await renderApp('/settings');
    const port = await screen.findByRole('textbox', { name: 'Port' });
    await user.clear(port);
    await user.type(port, '80');
    await user.click(screen.getByRole('button', { name: 'Save' }));
    expect(await screen.findByText('Enter a port from 1024 to 65535')).toBeVisible();
    expect(port).toBeInvalid();
    expect(port).toHaveFocus();
    expect(asked('settings.update')).toEqual([]);
    await user.clear(port);
    await user.type(port, '4600{Enter}');
    await waitFor(() => expect(asked('settings.update')).toEqual([[{ port: 4600 }]]));
  });

  it('suggests the digits of an outside line, and takes others', async () => {
    const { user, asked } = await renderApp('/settings', {
      answers: { 'calls.findOutsideLine': () => ({ prefix: '9', calls: 3 }) },
    });
    await user.click(await screen.findByRole('button', { name: 'Use 9' }));
    await waitFor(() => expect(asked('settings.update')).toEqual([[{ outsideLine: '9' }]]));
    expect(screen.queryByRole('button', { name: 'Use 9' })).toBeNull();
    const digits = screen.getByRole('textbox', { name: 'Outside line' });
    await user.clear(digits);
    await user.type(digits, '9x{Enter}');
    expect(await screen.findByText('Enter at most four digits, such as "9"')).toBeVisible();
    expect(asked('settings.update')).toHaveLength(1);
  });

  it('shows what the CRM address becomes, and why one is refused', async () => {
    const { user, asked } = await renderApp('/settings', { view: unconfigured });
    const address = await screen.findByLabelText("Address of a caller's record");
    await user.type(address, 'https://crm.example.com/?q=');
    await user.click(screen.getByRole('button', { name: 'Digits 14155550123 {digits}' }));
    expect(screen.getByText('For example: https://crm.example.com/?q=14155550123')).toBeVisible();
    await user.type(address, '{{id}');
    expect(await screen.findByText(/^\{id\} is not a placeholder\./)).toBeVisible();
    expect(screen.queryByText(/For example/)).toBeNull();
    await user.clear(address);
    await user.type(address, 'tel:{{e164}{Enter}');
    await waitFor(() => expect(asked('settings.update')).toEqual([[{ crmTemplate: 'tel:{e164}' }]]));
  });

  it('puts what tells of the caller where the cursor is', async () => {
    const { user } = await renderApp('/settings', { view: unconfigured });
    const address = await screen.findByLabelText<HTMLInputElement>("Address of a caller's record");
    await user.type(address, 'https://crm.example.com/?q=&from=ringback');
    address.setSelectionRange(27, 27);
    await user.click(screen.getByRole('button', { name: 'Number +14155550123 {e164}' }));
    expect(address).toHaveValue('https://crm.example.com/?q={e164}&from=ringback');
    expect(address).toHaveFocus();
    await waitFor(() => expect(address.selectionStart).toBe(33));
  });

  it('shows a refusal by main at the field', async () => {
    const { user } = await renderApp('/settings', {
      answers: { 'settings.update': refusal('gone', 'Port 4600 is used by another program.') },
    });
    const port = await screen.findByRole('textbox', { name: 'Port' });
    await user.clear(port);
    await user.type(port, '4600{Enter}');
    expect(await screen.findByText('Port 4600 is used by another program.')).toBeVisible();
  });

  it('holds a missed call for a time that can be set', async () => {
    const { user, asked } = await renderApp('/settings');
    const seconds = await screen.findByRole('textbox', { name: 'Delay of a missed call, in seconds' });
    expect(seconds).toHaveValue('2');
    await user.clear(seconds);
    await user.type(seconds, '90{Enter}');
    expect(await screen.findByText('Enter 0 to 60 seconds')).toBeVisible();
    await user.clear(seconds);
    await user.type(seconds, '4.5{Enter}');
    await waitFor(() => expect(asked('settings.update')).toEqual([[{ holdSeconds: 4.5 }]]));
  });

  it('keeps calls and deliveries for a time that can be set', async () => {
    const { user, asked } = await renderApp('/settings');
    const calls = await screen.findByRole('textbox', { name: 'Calls, in days' });
    expect(calls).toHaveValue('90');
    await user.clear(calls);
    await user.type(calls, '0{Enter}');
    expect(await screen.findByText('Enter 1 to 3650 days')).toBeVisible();
    await user.clear(calls);
    await user.type(calls, '30{Enter}');
    await waitFor(() => expect(asked('settings.update')).toEqual([[{ callDays: 30, deliveryDays: 14 }]]));
  });

  it('changes the country and the appearance at once', async () => {
    const { user, asked } = await renderApp('/settings');
    await user.click(await screen.findByRole('combobox', { name: 'Country' }));
    await user.type(screen.getByRole('combobox', { name: 'Country' }), 'United King');
    // Without a layout the list counts as scrolled out of sight.
    await user.click(await screen.findByRole('option', { name: 'United Kingdom', hidden: true }));
    await user.click(screen.getByRole('radio', { name: 'Dark' }));
    expect(asked('settings.update')).toEqual([[{ region: 'GB' }], [{ appearance: 'dark' }]]);
    await waitFor(() =>
      expect(document.documentElement).toHaveAttribute('data-mantine-color-scheme', 'dark'),
    );
  });

  it('shows a test notification, or why there is none', async () => {
    const { user, asked } = await renderApp('/settings', {
      answers: { 'notifications.test': refusal('not-shown', 'This desktop shows no notifications.') },
    });
    await user.click(await screen.findByRole('button', { name: 'Show a test notification' }));
    expect(await screen.findByText('This desktop shows no notifications.')).toBeVisible();
    expect(asked('notifications.test')).toHaveLength(1);
  });

  it('says which Ringback it is', async () => {
    await renderApp('/settings');
    const about = await screen.findByRole('region', { name: 'About' });
    expect(await within(about).findByText('0.1.0')).toBeVisible();
    expect(within(about).getByText('~/.config/Ringback')).toBeVisible();
  });
});

describe('a computer without a keychain', () => {
  const answers: FakeWorld['answers'] = {
    'sources.save': (request, main) =>
      request.withoutKeyring
        ? saveSource(request.withoutKeyring)(request, main)
        : { ok: false, consentNeeded: true, backend: main.world.view.keyring.backend },
  };
  const fill = async (user: Awaited<ReturnType<typeof renderApp>>['user']) => {
    await user.type(await screen.findByLabelText('Name'), 'Sales line');
    await user.type(screen.getByLabelText('Auth token'), 'example');
    await user.type(screen.getByLabelText('Public address'), 'https://calls.example.com/hooks/sales-line');
    await user.click(screen.getByRole('button', { name: 'Add' }));
    return screen.findByRole('dialog', { name: 'No keychain on this computer' });
  };

  it.each([
    ['basic_text', 'None is running on this computer; on Linux it is GNOME Keyring or KWallet.'],
    ['gnome_libsecret', "This computer's does not work at the moment."],
  ])('says so in plain words: %s', async (backend, words) => {
    const view = { ...unconfigured, keyring: { backend, secure: false } };
    const { user } = await renderApp('/settings/sources/new', { view, answers });
    const dialog = await fill(user);
    expect(dialog).toHaveTextContent(words);
    expect(dialog).not.toHaveTextContent(backend);
  });

  it('keeps a secret until the app quits unless the reader chooses otherwise', async () => {
    const { user, asked } = await renderApp('/settings/sources/new', { view: noKeyring, answers });
    const dialog = await fill(user);
    await user.click(within(dialog).getByRole('button', { name: 'Save the secret' }));
    expect(await screen.findByText('Set, kept until Ringback quits')).toBeVisible();
    expect(asked('sources.save').at(-1)).toMatchObject([{ withoutKeyring: 'memory' }]);
  });

  it('writes it to the disk with consent', async () => {
    const { user, asked } = await renderApp('/settings/sources/new', { view: noKeyring, answers });
    const dialog = await fill(user);
    await user.click(within(dialog).getByRole('radio', { name: 'On the disk, not encrypted' }));
    await user.click(within(dialog).getByRole('button', { name: 'Save the secret' }));
    expect(await screen.findByText('Set, kept on the disk, not encrypted')).toBeVisible();
    expect(asked('sources.save').at(-1)).toMatchObject([{ withoutKeyring: 'plain' }]);
  });

  it('saves nothing when the question is cancelled', async () => {
    const { user, asked, world } = await renderApp('/settings/sources/new', { view: noKeyring, answers });
    const dialog = await fill(user);
    await user.click(within(dialog).getByRole('button', { name: 'Cancel' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(asked('sources.save')).toHaveLength(1);
    expect(world.view.settings.sources).toEqual([]);
    expect(screen.getByLabelText('Name')).toHaveValue('Sales line');
  });
});

describe('the start at login', () => {
  it('is a switch', async () => {
    const { user, asked } = await renderApp('/settings');
    await user.click(await screen.findByRole('switch', { name: /^Start at login/ }));
    expect(asked('settings.update')).toEqual([[{ startAtLogin: true }]]);
  });

  it('is not offered by a copy that is not installed, which says so', async () => {
    await renderApp('/settings', { view: { ...configured, canStartAtLogin: false } });
    expect(await screen.findByRole('switch', { name: /^Start at login/ })).toBeDisabled();
    expect(screen.getByText('Only an installed Ringback can start at login.')).toBeVisible();
  });
});
