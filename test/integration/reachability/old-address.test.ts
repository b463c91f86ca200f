import { describe, expect, it } from 'vitest';
import { engineConfigSchema } from '#shared/config/engine-config.ts';
import type { SubscriptionState } from '#shared/contract/subscriptions.ts';
import { openTunnel } from '../../../electron/engine/tunnel/index.ts';
import { temporaryFolder } from '../../support/engine-process.ts';
import { eventually } from '../../support/eventually.ts';
import { hmacSource, missedCall, post } from '../../support/generic-events.ts';
import { type LiveEngine, startLiveEngine } from '../../support/live-engine.ts';
import { startNgrokEdge } from '../../support/tunnels/ngrok-edge.ts';
import { ringCentralLogin, startRingCentral } from '../../support/vendors/ringcentral.ts';
import { startApiServer } from '../../support/vendors/server.ts';

const first = 'https://first.example';
const second = 'https://second.example';
const manual = (publicUrl: string) => ({ settings: { kind: 'manual', publicUrl } });
/** As the tunnel hands it over. */
const throughTunnel = (host: string) => ({
  'x-forwarded-for': '203.0.113.9',
  'x-forwarded-proto': 'https',
  'x-forwarded-host': host,
});
const stateOf = (live: LiveEngine, id = 'main'): SubscriptionState | undefined =>
  live.subscriptions.find(({ sourceId }) => sourceId === id);
const becomes = (live: LiveEngine, state: SubscriptionState['state'], id = 'main') =>
  eventually(
    () => stateOf(live, id),
    (now) => now?.state === state,
  );

describe('a tunnel that comes back with another address', () => {
  it('is told of each phone system that brought events over the old one, until one comes over the new one', async () => {
    const dataFolder = temporaryFolder();
    const before = await startLiveEngine([hmacSource], { dataFolder, tunnel: manual(first) });
    expect((await post(before.url, missedCall(1), throughTunnel('first.example'))).status).toBe(200);
    expect(await becomes(before, 'healthy')).not.toHaveProperty('address');
    await before.engine.stop();

    const other = { ...hmacSource, id: 'other' };
    const after = await startLiveEngine([hmacSource, other], { dataFolder, tunnel: manual(second) });
    expect(await becomes(after, 'old-address')).toMatchObject({
      reasonCode: 'old-address',
      address: { called: first, current: second, leadsHere: false, canMove: false },
    });
    // One that has never brought an event is not known to call any address.
    expect(stateOf(after, 'other')?.state).toBe('unknown');
    expect((await post(after.url, missedCall(2), throughTunnel('second.example'))).status).toBe(200);
    expect(await becomes(after, 'healthy')).not.toHaveProperty('address');
  });

  it('is told while it runs, and a test call or a local program proves nothing', async () => {
    const live = await startLiveEngine([hmacSource], { tunnel: manual(first) });
    await post(live.url, missedCall(1), throughTunnel('first.example'));
    await becomes(live, 'healthy');
    const { port } = new URL(live.url);
    const next = { port: Number(port), sources: [hmacSource], holdSeconds: 0, tunnel: manual(second) };
    await live.engine.reconfigure(engineConfigSchema.parse(next));
    await becomes(live, 'old-address');
    await post(live.url, missedCall(2));
    await live.engine.request('simulator.send', { sourceId: 'main', event: 'missed' });
    expect(stateOf(live)?.state).toBe('old-address');
  });

  it('is settled when the rep says so, also after a restart, but not called working before an event', async () => {
    const dataFolder = temporaryFolder();
    const before = await startLiveEngine([hmacSource], { dataFolder, tunnel: manual(first) });
    await post(before.url, missedCall(1), throughTunnel('first.example'));
    await becomes(before, 'healthy');
    await before.engine.stop();
    const after = await startLiveEngine([hmacSource], { dataFolder, tunnel: manual(second) });
    await becomes(after, 'old-address');
    await after.engine.request('subscriptions.confirmAddress', { sourceId: 'main' });
    expect(await becomes(after, 'unknown')).toMatchObject({ reasonCode: 'no-event-yet' });
    await after.engine.stop();
    const again = await startLiveEngine([hmacSource], { dataFolder, tunnel: manual(second) });
    await becomes(again, 'unknown');
    await post(again.url, missedCall(2), throughTunnel('second.example'));
    await becomes(again, 'healthy');
    await again.engine.stop();
    const third = await startLiveEngine([hmacSource], {
      dataFolder,
      tunnel: manual('https://third.example'),
    });
    expect((await becomes(third, 'old-address'))?.address?.called).toBe(second);
  });
});

describe('one click that changes the address at the vendor', () => {
  it('Aircall: every webhook at the old address, and no other', async () => {
    const dataFolder = temporaryFolder();
    const webhooks = [
      { webhook_id: 'own', url: `${first}/hooks/desk`, active: true, token: 'aircall-token' },
      { webhook_id: 'other', url: `${first}/hooks/other`, active: true, token: 'x' },
    ];
    const vendor = await startApiServer(({ method, path, body }) => {
      if (method === 'GET') return { json: { webhooks } };
      const webhook = webhooks.find(({ webhook_id }) => path === `/v1/webhooks/${webhook_id}`);
      if (method !== 'PUT' || !webhook) return { status: 404, json: {} };
      Object.assign(webhook, JSON.parse(body));
      return { json: { webhook } };
    });
    const desk = {
      id: 'desk',
      provider: 'aircall',
      secrets: ['aircall-token'],
      credentials: { apiId: 'id', apiToken: 'token' },
      options: { apiBaseUrl: vendor.url },
    };
    const event = JSON.stringify({
      resource: 'call',
      event: 'call.ended',
      timestamp: 1_795_000_000,
      token: 'aircall-token',
      data: { id: 812, direction: 'inbound', status: 'done', raw_digits: '+14155550123' },
    });
    const send = async (live: LiveEngine, host: string) =>
      await fetch(`${live.url}/hooks/desk`, {
        method: 'POST',
        body: event,
        headers: { 'content-type': 'application/json', ...throughTunnel(host) },
      });
    const before = await startLiveEngine([desk], { dataFolder, tunnel: manual(first) });
    expect((await send(before, 'first.example')).status).toBe(200);
    await becomes(before, 'healthy', 'desk');
    await before.engine.stop();
    const after = await startLiveEngine([desk], { dataFolder, tunnel: manual(second) });
    expect(await becomes(after, 'old-address', 'desk')).toMatchObject({ address: { canMove: true } });
    await after.engine.request('subscriptions.move', { sourceId: 'desk' });
    expect(webhooks.map(({ url }) => url)).toEqual([`${second}/hooks/desk`, `${first}/hooks/other`]);
    expect(stateOf(after, 'desk')?.state).not.toBe('old-address');
    await after.engine.request('subscriptions.move', { sourceId: 'desk' });
    expect(webhooks.map(({ url }) => url)).toEqual([`${second}/hooks/desk`, `${first}/hooks/other`]);
  });

  it('RingCentral: a subscription for the new address takes the place of the old one', async () => {
    const dataFolder = temporaryFolder();
    const vendor = await startRingCentral();
    vendor.subscriptions = [
      {
        id: 'old',
        status: 'Active',
        eventFilters: ['/restapi/v1.0/account/~/telephony/sessions'],
        expirationTime: '2037-03-14T01:45:30.573Z',
        deliveryMode: { transportType: 'WebHook', address: `${first}/hooks/desk` },
      },
    ];
    vendor.handshake = async () => true;
    const desk = {
      id: 'desk',
      provider: 'ringcentral',
      secrets: ['verification-token'],
      credentials: ringCentralLogin,
      options: { apiBaseUrl: vendor.url },
    };
    const before = await startLiveEngine([desk], { dataFolder, tunnel: manual(first) });
    const answer = await fetch(`${before.url}/hooks/desk`, {
      method: 'POST',
      body: JSON.stringify({ uuid: 'a', event: '/restapi/v1.0/account/1/telephony/sessions', body: {} }),
      headers: {
        'content-type': 'application/json',
        'verification-token': 'verification-token',
        ...throughTunnel('first.example'),
      },
    });
    expect(answer.status).toBe(200);
    await before.engine.stop();
    const after = await startLiveEngine([desk], { dataFolder, tunnel: manual(second) });
    expect(await becomes(after, 'old-address', 'desk')).toMatchObject({ address: { canMove: true } });
    await after.engine.request('subscriptions.move', { sourceId: 'desk' });
    expect(vendor.subscriptions).toMatchObject([
      {
        eventFilters: ['/restapi/v1.0/account/~/telephony/sessions'],
        deliveryMode: { address: `${second}/hooks/desk`, verificationToken: 'verification-token' },
      },
    ]);
  });
});

describe('the domain that ngrok assigned', () => {
  const secret = '2nd_secretAuthtoken0123456789';

  it('is asked for again when the tunnel is opened again', async () => {
    const edge = await startNgrokEdge();
    const server = { address: edge.address, caCertificate: edge.caCertificate };
    const live = await startLiveEngine([hmacSource], {
      tunnel: { settings: { kind: 'ngrok', server }, secret },
    });
    const isListening = () =>
      eventually(
        () => live.reachability?.phase,
        (phase) => phase === 'listening',
      );
    await isListening();
    edge.drop();
    await eventually(
      () => live.reachability?.phase,
      (phase) => phase === 'not-listening',
    );
    await isListening();
    // The SDK's own attempt before that asks for none.
    expect(edge.domains[0]).toBe('');
    expect(edge.domains.at(-1)).toBe(new URL(edge.publicOrigin).host);
    await live.engine.stop();
    await edge.close();
  });

  it('gives way to another one where ngrok refuses it, and one that the rep entered does not', async () => {
    const edge = await startNgrokEdge();
    const server = { address: edge.address, caCertificate: edge.caCertificate };
    edge.refuse('The domain is not reserved. ERR_NGROK_319', 'domain');
    const context = { localPort: 1, signal: new AbortController().signal, onDown: () => {} };
    const settings = { kind: 'ngrok' as const, domain: 'was-assigned.example', server };
    const opened = await openTunnel({ settings: { ...settings, isAssigned: true }, secret }, context);
    expect(opened.url).toBe(edge.publicOrigin);
    await opened.close();
    await expect(openTunnel({ settings, secret }, context)).rejects.toMatchObject({
      problem: { code: 'address' },
    });
    await edge.close();
  });
});
