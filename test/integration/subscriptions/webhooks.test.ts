import { createHmac } from 'node:crypto';
import { expect, it } from 'vitest';
import type { SubscriptionState } from '#shared/contract/subscriptions.ts';
import type { Clock } from '../../../electron/engine/util/clock.ts';
import { eventually } from '../../support/eventually.ts';
import { type LiveEngine, startLiveEngine } from '../../support/live-engine.ts';
import { dialpadKey, startDialpad } from '../../support/vendors/dialpad.ts';
import { ringCentralLogin, startRingCentral } from '../../support/vendors/ringcentral.ts';
import { startApiServer } from '../../support/vendors/server.ts';

const publicUrl = 'https://acme.example/hooks/desk';
const stateOf = (live: LiveEngine): SubscriptionState | undefined => live.subscriptions[0];
const becomes = (live: LiveEngine, state: SubscriptionState['state']) =>
  eventually(
    () => stateOf(live),
    (now) => now?.state === state,
  );
const repair = (live: LiveEngine) => live.engine.request('subscriptions.repair', { sourceId: 'desk' });

it('Aircall turned the webhook off: it is said, and turned on again', async () => {
  const webhook = {
    webhook_id: 'b7e2',
    url: publicUrl,
    active: false,
    token: 'aircall-token',
    events: ['call.ended'],
  };
  const other = { ...webhook, webhook_id: 'c9f3', url: 'https://acme.example/hooks/other', active: true };
  const vendor = await startApiServer(({ method, path, query, headers, body }) => {
    if (headers.authorization !== `Basic ${Buffer.from('id:token').toString('base64')}`)
      return { status: 403, json: {} };
    if (method === 'GET' && path === '/v1/webhooks') {
      const isFirst = query.get('page') === '1';
      const next_page_link = isFirst ? 'https://api.aircall.io/v1/webhooks?page=2' : null;
      return { json: { meta: { next_page_link }, webhooks: isFirst ? [other] : [webhook] } };
    }
    if (method !== 'PUT' || path !== '/v1/webhooks/b7e2') return { status: 404, json: {} };
    Object.assign(webhook, JSON.parse(body));
    return { json: { webhook } };
  });
  const live = await startLiveEngine([
    {
      id: 'desk',
      provider: 'aircall',
      publicUrl,
      secrets: ['aircall-token'],
      credentials: { apiId: 'id', apiToken: 'token' },
      options: { apiBaseUrl: vendor.url },
    },
  ]);
  expect(await becomes(live, 'disabled')).toMatchObject({
    transport: 'webhook',
    reason: 'Aircall has turned the webhook off, because it failed too often.',
    reasonCode: 'turned-off',
    canRepair: true,
  });
  expect(await repair(live)).toMatchObject({
    state: 'healthy',
    reason: null,
    reasonCode: null,
    canRepair: false,
  });
  expect(webhook.active).toBe(true);
  expect(stateOf(live)?.state).toBe('healthy');
});

it('RingCentral blacklisted the address: the subscription is made again, and the old one deleted', async () => {
  const vendor = await startRingCentral();
  const old = {
    id: 'old',
    status: 'Blacklisted' as const,
    eventFilters: ['/restapi/v1.0/account/~/telephony/sessions'],
    expirationTime: '2037-03-14T01:45:30.573Z',
    deliveryMode: { transportType: 'WebHook', address: publicUrl },
  };
  vendor.subscriptions = [old];
  const live = await startLiveEngine([
    {
      id: 'desk',
      provider: 'ringcentral',
      publicUrl,
      secrets: ['verification-token'],
      credentials: ringCentralLogin,
      options: { apiBaseUrl: vendor.url },
    },
  ]);
  // The vendor asks the address before it accepts it, through the tunnel.
  vendor.handshake = async (address) => {
    const token = 'made-by-ringcentral';
    const answer = await fetch(address.replace('https://acme.example', live.url), {
      method: 'POST',
      headers: { 'validation-token': token },
    });
    return answer.status === 200 && answer.headers.get('validation-token') === token;
  };
  expect(await becomes(live, 'disabled')).toMatchObject({ canRepair: true });
  await repair(live);
  expect(await becomes(live, 'healthy')).toMatchObject({ reason: null });
  expect(vendor.subscriptions).toMatchObject([
    {
      status: 'Active',
      eventFilters: old.eventFilters,
      deliveryMode: { address: publicUrl, verificationToken: 'verification-token' },
    },
  ]);
});

it('a RingCentral subscription that soon ends is renewed by itself', async () => {
  const vendor = await startRingCentral();
  const soon = new Date(Date.now() + 3_600_000).toISOString();
  vendor.subscriptions = [
    {
      id: 'soon',
      status: 'Active',
      eventFilters: [],
      expirationTime: soon,
      deliveryMode: { transportType: 'WebHook', address: publicUrl },
    },
  ];
  const live = await startLiveEngine([
    {
      id: 'desk',
      provider: 'ringcentral',
      publicUrl,
      secrets: ['verification-token'],
      credentials: ringCentralLogin,
      options: { apiBaseUrl: vendor.url },
    },
  ]);
  await becomes(live, 'healthy');
  expect(Date.parse(vendor.subscriptions[0]?.expirationTime ?? '')).toBeGreaterThan(Date.parse(soon));
});

it('a Dialpad subscription that is off is turned on', async () => {
  const vendor = await startDialpad();
  vendor.subscriptions.push({
    id: '9007199254740995',
    endpoint: '1',
    enabled: false,
    call_states: ['all'],
    hookUrl: publicUrl,
  });
  const live = await startLiveEngine([
    {
      id: 'desk',
      provider: 'dialpad',
      publicUrl,
      secrets: ['dialpad-secret'],
      credentials: { apiKey: dialpadKey },
      options: { apiBaseUrl: vendor.url },
    },
  ]);
  await becomes(live, 'disabled');
  await repair(live);
  expect(vendor.subscriptions[0]?.enabled).toBe(true);
  expect(stateOf(live)?.state).toBe('healthy');
});

it('a Telnyx application that is off is turned on', async () => {
  const application = {
    id: '1293384261075731499',
    active: false,
    application_name: 'desk',
    webhook_event_url: publicUrl,
  };
  const vendor = await startApiServer(({ method, path, body }) => {
    if (method === 'GET' && path === '/v2/call_control_applications')
      return { json: { data: [application] } };
    if (method !== 'PATCH' || path !== `/v2/call_control_applications/${application.id}`)
      return { status: 404, json: {} };
    const update = JSON.parse(body) as Partial<typeof application>;
    // Both are required by the vendor.
    if (!update.application_name || !update.webhook_event_url) return { status: 422, json: {} };
    Object.assign(application, update);
    return { json: { data: application } };
  });
  const live = await startLiveEngine([
    {
      id: 'desk',
      provider: 'telnyx',
      publicUrl,
      secrets: ['e1Wv9pYcRXDR3yCZcGGTpqLBOVbOcAZcCxAOdjvH0cg='],
      credentials: { apiKey: 'KEY' },
      options: { apiBaseUrl: vendor.url },
    },
  ]);
  await becomes(live, 'disabled');
  await repair(live);
  expect(application.active).toBe(true);
});

it('a Quo webhook that is off is named with what to do, as the API cannot turn it on', async () => {
  const vendor = await startApiServer(({ path, headers }) =>
    path === '/v1/webhooks' && headers.authorization === 'quo-key'
      ? { json: { data: [{ id: 'WH1', url: publicUrl, status: 'disabled' }] } }
      : { status: 404, json: {} },
  );
  const live = await startLiveEngine([
    {
      id: 'desk',
      provider: 'quo',
      publicUrl,
      secrets: [Buffer.from('quo-signing-key').toString('base64')],
      credentials: { apiKey: 'quo-key' },
      options: { apiBaseUrl: vendor.url },
    },
  ]);
  const state = await becomes(live, 'disabled');
  expect(state).toMatchObject({ canRepair: false, fix: expect.stringContaining('make it again') });
  await expect(repair(live)).rejects.toThrow('make it again');
});

it('Zoom has not checked the address for more than 72 hours: what to do is said, until it does', async () => {
  const secret = 'zoom-secret-token';
  const start = Date.UTC(2026, 10, 20, 9);
  let now = start;
  const clock: Clock = { now: () => now };
  const live = await startLiveEngine([{ id: 'desk', provider: 'zoom', secrets: [secret] }], { clock });
  const validate = async (): Promise<void> => {
    const body = JSON.stringify({ event: 'endpoint.url_validation', payload: { plainToken: 'plain' } });
    const timestamp = String(Math.floor(now / 1000));
    const signature = createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex');
    const answer = await fetch(`${live.url}/hooks/desk`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-zm-request-timestamp': timestamp,
        'x-zm-signature': `v0=${signature}`,
      },
      body,
    });
    expect(answer.status).toBe(200);
  };
  const handshakes = async (count: number): Promise<void> => {
    await eventually(
      async () => (await live.deliveries()).filter(({ outcome }) => outcome === 'handshake').length,
      (number) => number === count,
    );
  };
  await validate();
  await handshakes(1);
  now = start + 71 * 3_600_000;
  live.engine.system('resume');
  await becomes(live, 'healthy');
  now = start + 80 * 3_600_000;
  live.engine.system('resume');
  expect(await becomes(live, 'expiring')).toMatchObject({
    reason: expect.stringContaining('Zoom checks this address every 72 hours, and last did so 3 days ago'),
    reasonCode: 'check-overdue',
    fix: expect.stringContaining('choose Validate'),
    canRepair: false,
  });
  await validate();
  await handshakes(2);
  live.engine.system('resume');
  await becomes(live, 'healthy');
});
