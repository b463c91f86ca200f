import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it, onTestFinished } from 'vitest';
import { WebSocketServer } from 'ws';
import { openConnection } from '../../../electron/engine/providers/common/socket-connection.ts';
import { exchange } from '../../../electron/engine/providers/http-client/exchange.ts';
import { fetchOut } from '../../../electron/engine/util/outbound/fetch.ts';
import { proxyFor, setProxies } from '../../../electron/engine/util/outbound/proxies.ts';
import type { Reachability } from '../../../shared/contract/tunnel.ts';
import { type ConnectProxy, startConnectProxy } from '../../support/connect-proxy.ts';
import { type EngineProcess, startEngineProcess, temporaryFolder } from '../../support/engine-process.ts';
import { eventually } from '../../support/eventually.ts';
import { freePort } from '../../support/free-port.ts';
import { hmacSource } from '../../support/generic-events.ts';
import { startHttpsEdge } from '../../support/tunnels/https-edge.ts';
import { startApiServer } from '../../support/vendors/server.ts';

const password = 'correct-horse';
afterEach(() => setProxies(undefined));

async function proxyServer(credentials?: string): Promise<ConnectProxy> {
  const proxy = await startConnectProxy(credentials);
  onTestFinished(() => proxy.close());
  return proxy;
}

const state = ({ lines }: EngineProcess): Reachability | undefined =>
  lines.flatMap((line) => (line.type === 'reachability' ? [line.reachability] : [])).at(-1);

async function engineBehind(env: NodeJS.ProcessEnv, config: object = {}) {
  const edge = await startHttpsEdge();
  onTestFinished(() => edge.close());
  const caFile = join(temporaryFolder(), 'ca.pem');
  writeFileSync(caFile, edge.caCertificate);
  const port = await freePort();
  edge.forwardTo(port);
  const engine = await startEngineProcess({
    config: {
      port,
      sources: [hmacSource],
      tunnel: { settings: { kind: 'manual', publicUrl: edge.publicOrigin } },
      ...config,
    },
    dataFolder: temporaryFolder(),
    env: { NODE_EXTRA_CA_CERTS: caFile, NO_PROXY: '', no_proxy: '', ...env },
  });
  onTestFinished(async () => void (await engine.stop()));
  return { engine, edge };
}
const becomes = (engine: EngineProcess, phase: Reachability['phase']) =>
  eventually(
    () => state(engine),
    (now) => now?.phase === phase,
  );

describe('a network whose only way out is a proxy', () => {
  it.each([
    ['HTTPS_PROXY', undefined],
    ['https_proxy', undefined],
    ['ALL_PROXY', undefined],
    ['HTTPS_PROXY', `rep:${password}`],
  ])('lets the probe through the proxy that %s names, with credentials %s', async (name, credentials) => {
    const proxy = await proxyServer(credentials);
    const { engine, edge } = await engineBehind({ [name]: proxy.url });
    await becomes(engine, 'listening');
    expect(proxy.connected[0]).toBe(new URL(edge.publicOrigin).host);
    expect(engine.stderr()).not.toContain(password);
  });

  it('is told by the host, by host, and changes without a restart of anything', async () => {
    const proxy = await proxyServer();
    const { engine } = await engineBehind({}, { proxies: { fallback: proxy.url } });
    await becomes(engine, 'listening');
    expect(proxy.connected.length).toBeGreaterThan(0);
    setProxies({ fallback: proxy.url, hosts: { 'calls.example.com': null } });
    expect(proxyFor('https://calls.example.com/probe')).toBeNull();
    expect(proxyFor('https://api.example.com')).toBe(proxy.url);
    setProxies({ fallback: null, hosts: {} });
    expect(proxyFor('https://api.example.com')).toBeNull();
  });

  it('is left alone where NO_PROXY says so', async () => {
    const proxy = await proxyServer();
    const { engine } = await engineBehind({ HTTPS_PROXY: proxy.url, NO_PROXY: 'localhost' });
    await becomes(engine, 'listening');
    expect(proxy.connected).toEqual([]);
  });

  it.each([407, 502])(
    'says that the proxy refuses (%i)',
    async (status) => {
      const proxy = await proxyServer();
      proxy.refuse(status);
      const { engine } = await engineBehind({
        HTTPS_PROXY: `http://rep:${password}@${new URL(proxy.url).host}`,
      });
      expect(await becomes(engine, 'not-listening')).toMatchObject({
        reasonCode: 'proxy',
        reason: `This network's proxy refuses Ringback's check (status ${status}).`,
      });
      expect(engine.stderr()).not.toContain(password);
    },
    90_000,
  );

  it('says that the proxy cannot be reached', async () => {
    const { engine } = await engineBehind({ HTTPS_PROXY: 'http://127.0.0.1:1' });
    expect(await becomes(engine, 'not-listening')).toMatchObject({ reasonCode: 'proxy' });
  });

  it('carries requests to vendors’ APIs, and says where it does not', async () => {
    const vendor = await startApiServer(() => ({ json: { ok: true } }));
    const proxy = await proxyServer(`rep:${password}`);
    setProxies({ fallback: proxy.url, hosts: {} });
    const request = { vendor: 'Acme', method: 'GET' as const, url: vendor.url, headers: {} };
    expect(await exchange(request)).toMatchObject({ status: 200, content: { ok: true } });
    expect(proxy.connected).toEqual([new URL(vendor.url).host]);
    expect((await fetchOut(vendor.url, { method: 'POST', body: 'x' })).status).toBe(200);
    proxy.refuse(403);
    setProxies({ fallback: `${proxy.url}/`, hosts: {} });
    const failure = await exchange(request).catch((error: unknown) => error);
    expect(failure).toMatchObject({
      fault: 'unreachable',
      message: "Acme cannot be reached through this network's proxy.",
    });
    expect(String((failure as Error).cause)).not.toContain(password);
  });

  it('carries sockets', async () => {
    const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
    onTestFinished(() => server.close());
    await once(server, 'listening');
    const address = server.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const proxy = await proxyServer();
    setProxies({ fallback: proxy.url, hosts: {} });
    const connection = await openConnection({
      vendor: 'Acme',
      url: `ws://127.0.0.1:${port}`,
      onMessage: () => {},
      signal: new AbortController().signal,
    });
    expect(proxy.connected).toEqual([`127.0.0.1:${port}`]);
    connection.close();
    await connection.ended;
  });
});
