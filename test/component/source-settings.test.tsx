import { cleanup, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { settingsSchema } from '#shared/config/settings.ts';
import { providerForms } from '../../renderer/settings/providers/index.ts';
import { freezeClock, renderApp } from '../support/render-app.tsx';
import {
  configured,
  listening,
  minutesBefore,
  refusal,
  sampleCompleteness,
  sampleReachability,
  unconfigured,
} from '../support/samples.ts';

freezeClock();

describe('a phone system', () => {
  it('is added with its secret, which is not shown again', async () => {
    const { user, asked } = await renderApp('/settings/sources/new', { view: unconfigured });
    await user.type(await screen.findByLabelText('Name'), 'Sales line');
    await user.type(screen.getByLabelText('Auth token'), ' example-token ');
    await user.type(screen.getByLabelText('Public address'), 'https://calls.example.com/hooks/sales-line');
    await user.click(screen.getByRole('button', { name: 'Add' }));
    expect(await screen.findByRole('heading', { level: 1, name: 'Sales line' })).toBeVisible();
    expect(asked('sources.save')).toEqual([
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
    expect(await screen.findByText('Enter a name')).toBeVisible();
    expect(screen.getByText('Paste the auth token')).toBeVisible();
    expect(screen.getByText('Enter a complete address. Begin with https://')).toBeVisible();
    expect(screen.getByLabelText('Name')).toHaveFocus();
    await user.keyboard('Sales line{Enter}');
    expect(screen.getByLabelText('Auth token')).toHaveFocus();
    expect(asked('sources.save')).toEqual([]);
  });

  it('asks for the fields of its kind, and checks them', async () => {
    const { user, asked } = await renderApp('/settings/sources/new', { view: unconfigured });
    await user.selectOptions(
      await screen.findByRole('combobox', { name: 'Phone system' }),
      'Any other phone system (webhook)',
    );
    await user.selectOptions(screen.getByLabelText('Signature style'), 'Something else');
    await user.type(screen.getByLabelText('Name'), 'PBX');
    await user.type(screen.getByLabelText('Shared secret'), 'example');
    await user.type(screen.getByLabelText('Signature header'), 'X Signature');
    await user.selectOptions(screen.getByLabelText('Algorithm'), 'SHA-512');
    await user.type(screen.getByLabelText('How old a request may be, in seconds'), 'soon');
    await user.click(screen.getByRole('button', { name: 'Add' }));
    expect(await screen.findByText('Enter an HTTP header name such as "X-Signature"')).toBeVisible();
    expect(screen.getByText('Enter a number of seconds')).toBeVisible();
    expect(screen.getByLabelText('Signature header')).toHaveFocus();
    await user.clear(screen.getByLabelText('Signature header'));
    await user.type(screen.getByLabelText('Signature header'), 'X-PBX');
    await user.clear(screen.getByLabelText('How old a request may be, in seconds'));
    await user.type(screen.getByLabelText('How old a request may be, in seconds'), '60');
    await user.click(screen.getByRole('button', { name: 'Add' }));
    await waitFor(() => expect(asked('sources.save')).toHaveLength(1));
    expect(asked('sources.save')[0]).toEqual([
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
    const { user, asked } = await renderApp('/settings/sources/main', {
      answers: {
        'sources.save': ({ secretsMode }, { changeView }) => {
          changeView({
            secrets: [{ sourceId: 'main', count: secretsMode === 'add' ? 2 : 1, storage: 'keychain' }],
          });
          return { ok: true };
        },
      },
    });
    await user.click(await screen.findByRole('button', { name: 'Add a second' }));
    await user.type(screen.getByLabelText('Second secret'), 'next-token');
    await user.click(screen.getByRole('button', { name: 'Save the secret' }));
    expect(await screen.findByText('Two set, kept in the keychain')).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Remove the old secret' }));
    const question = await screen.findByRole('dialog', { name: 'Remove the old secret?' });
    expect(question).toHaveTextContent('The new secret has not been used yet.');
    await user.click(within(question).getByRole('button', { name: 'Keep both' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(asked('sources.save')).toHaveLength(1);
    await user.click(screen.getByRole('button', { name: 'Remove the old secret' }));
    await user.click(await screen.findByRole('button', { name: 'Remove it' }));
    expect(await screen.findByText('Set, kept in the keychain')).toBeVisible();
    expect(asked('sources.save')).toMatchObject([
      [{ secrets: ['next-token'], secretsMode: 'add' }],
      [{ secretsMode: 'keep-newest' }],
    ]);
  });

  it('takes the keyboard along to the field of a secret, and back', async () => {
    const { user, asked } = await renderApp('/settings/sources/main');
    await user.click(await screen.findByRole('button', { name: 'Add a second' }));
    expect(screen.getByLabelText('Second secret')).toHaveFocus();
    await user.keyboard('{Enter}');
    expect(screen.getByText('Paste the auth token')).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Cancel' }));
    expect(screen.getByRole('button', { name: 'Add a second' })).toHaveFocus();
    await user.click(screen.getByRole('button', { name: 'Replace' }));
    expect(screen.getByLabelText('New secret')).toHaveFocus();
    await user.keyboard('next-token{Enter}');
    await waitFor(() => expect(screen.getByRole('button', { name: 'Replace' })).toHaveFocus());
    expect(asked('sources.save')).toMatchObject([[{ secrets: ['next-token'], secretsMode: 'replace' }]]);
  });

  it('shows at once how far a rotation is', async () => {
    const { user, world } = await renderApp('/settings/sources/main');
    await user.click(await screen.findByRole('button', { name: 'Add a second' }));
    const secrets = [{ lastUsedAt: null }, { lastUsedAt: minutesBefore(4) }];
    world.health = [
      { sourceId: 'main', lastEventAt: null, refused: 0, lastRefusal: null, failed: 0, secrets },
    ];
    await user.keyboard('next-token{Enter}');
    expect(await screen.findByText(/^The new one has not been used yet/)).toBeVisible();
  });

  it('stays with its vendor once it is saved', async () => {
    await renderApp('/settings/sources/main');
    const vendor = await screen.findByLabelText('Phone system');
    expect(vendor).toHaveValue('Twilio');
    expect(vendor).toHaveAttribute('readonly');
    expect(vendor).toHaveAccessibleDescription('Add another phone system to use another vendor.');
  });

  it('takes calls only from the addresses that are allowed', async () => {
    const { user, asked } = await renderApp('/settings/sources/main');
    const addresses = await screen.findByRole('textbox', { name: 'Allowed addresses (optional)' });
    await user.type(addresses, '192.0.2.0/24{Enter}192.0.2.300');
    await user.click(screen.getByRole('button', { name: 'Save' }));
    expect(await screen.findByText(/^"192\.0\.2\.300" is no address\./)).toBeVisible();
    expect(addresses).toBeInvalid();
    expect(asked('sources.save')).toEqual([]);
    await user.type(addresses, '{Backspace}{Enter}2001:db8::/32');
    await user.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(asked('sources.save')).toHaveLength(1));
    expect(asked('sources.save')).toMatchObject([
      [{ source: { allowedAddresses: ['192.0.2.0/24', '192.0.2.30', '2001:db8::/32'] } }],
    ]);
  });

  it("takes the vendor's published addresses on one click", async () => {
    const { user } = await renderApp('/settings/sources/new', { view: unconfigured });
    await user.selectOptions(await screen.findByRole('combobox', { name: 'Phone system' }), 'Telnyx');
    const addresses = screen.getByRole('textbox', { name: 'Allowed addresses (optional)' });
    await user.type(addresses, '192.0.2.1');
    await user.click(screen.getByRole('button', { name: 'Add the addresses of Telnyx' }));
    expect(addresses).toHaveValue(
      ['192.0.2.1', ...(providerForms.telnyx.publishedAddresses?.addresses ?? [])].join('\n'),
    );
    expect(screen.queryByRole('button', { name: 'Add the addresses of Telnyx' })).toBeNull();
  });

  it('can offer no proof at all, with a warning and an address that nobody guesses', async () => {
    const { user, asked } = await renderApp('/settings/sources/new', { view: unconfigured });
    await user.selectOptions(
      await screen.findByRole('combobox', { name: 'Phone system' }),
      'Any other phone system (webhook)',
    );
    await user.type(screen.getByLabelText('Name'), 'PBX');
    await user.click(screen.getByRole('switch', { name: /cannot sign its webhooks/ }));
    expect(screen.getByText(/The unguessable address is then the only protection/)).toBeVisible();
    expect(screen.queryByLabelText('Shared secret')).toBeNull();
    expect(screen.queryByLabelText('Signature style')).toBeNull();
    await user.click(screen.getByRole('button', { name: 'Add' }));
    expect(await screen.findByRole('heading', { level: 1, name: 'PBX' })).toBeVisible();
    const [request] = asked('sources.save')[0] ?? [];
    expect(request).toEqual({
      source: {
        id: expect.stringMatching(/^pbx-[0-9a-f]{32}$/),
        name: 'PBX',
        provider: 'hmac',
        options: { unauthenticated: true },
      },
    });
    expect(screen.queryByRole('heading', { name: 'Shared secret' })).toBeNull();
  });

  it('comes over a socket where the vendor has one, without secret, address and tunnel', async () => {
    const { user, asked } = await renderApp('/settings/sources/new', { view: unconfigured });
    await user.selectOptions(await screen.findByRole('combobox', { name: 'Phone system' }), 'Dialpad');
    await user.type(screen.getByLabelText('Name'), 'Sales line');
    expect(screen.getByRole('radio', { name: /^Direct connection/ })).toBeChecked();
    expect(screen.queryByLabelText('Webhook secret')).toBeNull();
    expect(screen.queryByLabelText(/Public address/)).toBeNull();
    expect(screen.getByText(/create an API key/)).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Add' }));
    await screen.findByRole('heading', { level: 1, name: 'Sales line' });
    expect(asked('sources.save')).toEqual([
      [
        {
          source: {
            id: 'sales-line',
            name: 'Sales line',
            provider: 'dialpad',
            transport: 'socket',
            options: {},
          },
        },
      ],
    ]);
  });

  it('has the address of the tunnel, unless it has one of its own', async () => {
    const sources = [{ id: 'desk', name: 'Service desk', provider: 'telnyx' as const, options: {} }];
    const settings = settingsSchema.parse({
      ...configured.settings,
      sources: [...configured.settings.sources, ...sources],
    });
    await renderApp('/settings/sources/desk', {
      view: { ...configured, settings },
      status: { ...listening, reachability: sampleReachability({ publicUrl: 'https://acme.ngrok.app' }) },
    });
    expect(await screen.findByText('https://acme.ngrok.app/hooks/desk')).toBeVisible();
    cleanup();
    await renderApp('/settings/sources/main', { view: { ...configured, settings } });
    expect(await screen.findByText('https://calls.example.com/hooks/main')).toBeVisible();
  });

  it('shows a subscription in trouble, and repairs it', async () => {
    const { user, asked } = await renderApp('/settings/sources/main', {
      status: {
        ...listening,
        subscriptions: [
          {
            sourceId: 'main',
            transport: 'webhook',
            state: 'disabled',
            reason: 'Too many events were not answered.',
            reasonCode: 'turned-off',
            fix: 'Enable it again.',
            canRepair: true,
            since: minutesBefore(49),
          },
        ],
        completeness: {
          nothingMissingSince: null,
          sources: [
            sampleCompleteness({
              state: 'no-credentials',
              reason: 'The call log needs an API key.',
              fix: 'Enter it below.',
            }),
          ],
        },
      },
    });
    expect(await screen.findByText(/^Switched off by the phone system, since/)).toHaveTextContent(
      'Too many events were not answered. Enable it again.',
    );
    expect(screen.getByText('The call log needs an API key. Enter it below.')).toBeVisible();
    const main = within(screen.getByRole('main'));
    await user.click(main.getByRole('button', { name: 'Repair' }));
    expect(asked('subscriptions.repair')).toEqual([[{ sourceId: 'main' }]]);
    expect(await screen.findByText('Not repaired')).toBeVisible();
  });

  it('gets access to its call log, and loses it', async () => {
    const kept: string[][] = [['accountSid'], ['accountSid', 'authToken'], []];
    const { user, asked } = await renderApp('/settings/sources/main', {
      answers: {
        'sources.saveCredentials': ({ id }, { changeView }) => {
          const names = kept.shift() ?? [];
          changeView({ credentials: names.length > 0 ? [{ sourceId: id, names, storage: 'keychain' }] : [] });
          return { ok: true };
        },
      },
    });
    const form = within(await screen.findByRole('form', { name: 'Access to the call log' }));
    expect(form.getByRole('button', { name: 'Save access' })).toBeDisabled();
    await user.type(form.getByLabelText('Account SID'), ' AC0 ');
    await user.click(form.getByRole('button', { name: 'Save access' }));
    expect(await screen.findByText('Not complete: Auth Token missing')).toBeVisible();
    await user.type(form.getByLabelText('Auth Token'), 'example');
    await user.click(form.getByRole('button', { name: 'Save access' }));
    await waitFor(() => expect(screen.queryByText(/^Not complete/)).toBeNull());
    expect(form.getByLabelText('Auth Token')).toHaveValue('');
    await user.click(form.getByRole('button', { name: 'Erase' }));
    expect(await screen.findByText('Not set')).toBeVisible();
    expect(asked('sources.saveCredentials')).toEqual([
      [{ id: 'main', credentials: { accountSid: 'AC0' } }],
      [{ id: 'main', credentials: { authToken: 'example' } }],
      [{ id: 'main', credentials: { accountSid: '', authToken: '' } }],
    ]);
  });

  it('says why the access to its call log was not kept', async () => {
    const { user } = await renderApp('/settings/sources/main', {
      answers: {
        'sources.saveCredentials': refusal(
          'keyring',
          'The system could not encrypt the secret.',
          'credentials',
        ),
      },
    });
    const form = within(await screen.findByRole('form', { name: 'Access to the call log' }));
    await user.type(form.getByLabelText('Account SID'), 'AC0');
    await user.click(form.getByRole('button', { name: 'Save access' }));
    expect(await screen.findByText('The system could not encrypt the secret.')).toBeVisible();
    expect(screen.getByText('Not saved')).toBeVisible();
    expect(form.getByLabelText('Account SID')).toHaveValue('AC0');
  });

  it('is removed after a question', async () => {
    const { user, asked } = await renderApp('/settings/sources/main');
    await user.click(await screen.findByRole('button', { name: 'Remove this phone system' }));
    const dialog = await screen.findByRole('dialog', { name: 'Remove Sales line?' });
    await user.click(within(dialog).getByRole('button', { name: 'Remove' }));
    expect(await screen.findByRole('heading', { level: 1, name: 'Settings' })).toBeVisible();
    expect(asked('sources.remove')).toEqual([[{ id: 'main' }]]);
  });

  it('is not found any more after it was removed elsewhere', async () => {
    await renderApp('/settings/sources/gone', { view: configured });
    expect(await screen.findByText('This phone system was removed')).toBeVisible();
  });
});
