import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { LiveTunnel } from '../../../shared/config/tunnel.ts';
import {
  type EngineProcess,
  startEngineProcess,
  storedDeliveries,
  temporaryFolder,
} from '../../support/engine-process.ts';
import { eventually } from '../../support/eventually.ts';
import { hmacSource, missedCall, signed } from '../../support/generic-events.ts';
import { localCertificate } from '../../support/tunnels/certificates.ts';
import { type PublicClient, publicClient } from '../../support/tunnels/https-client.ts';
import { type NgrokEdge, startNgrokEdge } from '../../support/tunnels/ngrok-edge.ts';
import { openWatched, problemOf, type WatchedTunnel } from '../../support/tunnels/open-tunnel.ts';

const authtoken = '2nd_secretAuthtoken0123456789';
let edge: NgrokEdge;
let client: PublicClient;
let local: Server;
let localPort: number;
const open: WatchedTunnel[] = [];

beforeAll(async () => {
  local = createServer((request, response) => request.resume().once('end', () => response.end('here')));
  await new Promise<void>((resolve) => local.listen(0, '127.0.0.1', resolve));
  localPort = (local.address() as AddressInfo).port;
});
afterAll(() => void local.close());
beforeEach(async () => {
  edge = await startNgrokEdge();
  client = publicClient(edge.caCertificate);
});
afterEach(async () => {
  await Promise.all(open.splice(0).map((tunnel) => tunnel.close()));
  client.close();
  await edge.close();
});

const settings = (more: { domain?: string; secret?: string; address?: string } = {}): LiveTunnel => ({
  settings: {
    kind: 'ngrok',
    server: { address: more.address ?? edge.address, caCertificate: edge.caCertificate },
    ...(more.domain === undefined ? {} : { domain: more.domain }),
  },
  secret: more.secret ?? authtoken,
});
const openNgrok = async (
  more: Parameters<typeof settings>[0] = {},
  port = localPort,
): Promise<WatchedTunnel> => {
  const tunnel = await openWatched(settings(more), port);
  open.push(tunnel);
  return tunnel;
};

describe('an ngrok tunnel', () => {
  it('has the address that ngrok assigns, and forwards what is sent there', async () => {
    const { url } = await openNgrok();
    expect(url).toBe(edge.publicOrigin);
    expect(await client.post(`${url}/hooks/main`, '{}')).toMatchObject({ status: 200, body: 'here' });
    expect(edge.authentications).toEqual([authtoken]);
  });

  it('has the static domain that it asks for', async () => {
    expect((await openNgrok({ domain: 'acme.ngrok.app' })).url).toBe('https://acme.ngrok.app');
  });

  it('takes a changed token when it is opened anew', async () => {
    await (await openNgrok()).close();
    await openNgrok({ secret: 'another_token' });
    expect(edge.authentications).toEqual([authtoken, 'another_token']);
  });
});

describe('a refusal', () => {
  it.each([
    [
      'ERR_NGROK_105',
      'auth',
      'The authtoken you specified does not look like a proper ngrok authtoken.\nYour authtoken: TOKEN',
      'credentials',
      true,
    ],
    [
      'ERR_NGROK_107',
      'auth',
      'The authtoken you specified is properly formed, but it is invalid.\nYour authtoken: TOKEN',
      'credentials',
      true,
    ],
    [
      'ERR_NGROK_108',
      'auth',
      'Your account is limited to 1 simultaneous ngrok agent sessions.',
      'limit',
      false,
    ],
    ['ERR_NGROK_334', 'bind', "The endpoint 'https://acme.ngrok.app' is already online.", 'address', false],
    ['ERR_NGROK_320', 'bind', 'This domain is reserved for another account.', 'address', true],
    [
      'ERR_NGROK_727',
      'auth',
      'Your account has exceeded its HTTP request limit. Your authtoken: TOKEN',
      'limit',
      true,
    ],
    ['ERR_NGROK_3200', 'bind', "The endpoint 'https://acme.ngrok.app' is offline.", 'address', false],
    ['ERR_NGROK_8012', 'bind', 'Traffic was successfully tunneled, but the agent failed.', 'closed', false],
    ['ERR_NGROK_999', 'auth', 'Something new about TOKEN.', 'closed', true],
  ] as const)(
    'with %s at %s is told in plain words and without the token',
    async (code, step, text, kind, permanent) => {
      edge.refuse(`${text}\r\n\r\n${code}\r\n`, step);
      const problem = await problemOf(openNgrok({ domain: 'acme.ngrok.app' }));
      expect(problem).toMatchObject({ code: kind, permanent });
      expect(problem.message).toMatch(/^[A-Z].*[.)]$/i);
      expect(JSON.stringify(problem)).not.toContain(authtoken);
      await eventually(
        () => edge.sessions,
        (sessions) => sessions === 0,
      );
    },
  );

  it('before anything is sent: no token', async () => {
    const tunnel = settings();
    delete tunnel.secret;
    expect(await problemOf(openWatched(tunnel, localPort))).toMatchObject({ code: 'credentials' });
    expect(edge.authentications).toEqual([]);
  });

  it('of the certificate, where somebody else answers', async () => {
    const { caCertificate } = await localCertificate();
    const tunnel: LiveTunnel = {
      settings: { kind: 'ngrok', server: { address: edge.address, caCertificate } },
      secret: authtoken,
    };
    expect(await problemOf(openWatched(tunnel, localPort))).toMatchObject({
      code: 'network',
      message: expect.stringContaining('certificate'),
    });
  });

  it('of the connection', async () => {
    expect(await problemOf(openNgrok({ address: 'localhost:1' }))).toMatchObject({
      code: 'network',
      permanent: false,
    });
    expect(await problemOf(openNgrok({ address: 'no-such-host.invalid:443' }))).toMatchObject({
      code: 'network',
    });
    edge.goOffline();
    expect(await problemOf(openNgrok())).toMatchObject({ code: 'network', permanent: false });
  });
});

describe('going down', () => {
  it('is told at once when the session is dropped, and the SDK does not come back by itself', async () => {
    const tunnel = await openNgrok();
    edge.drop();
    await eventually(
      () => tunnel.downs,
      (downs) => downs.length > 0,
      2000,
    );
    await tunnel.close();
    // The edge hears of it over its own connection.
    await eventually(
      () => edge.endpoints,
      (endpoints) => endpoints === 0,
      5000,
    );
    const authentications = edge.authentications.length;
    // Its next attempt would come after 2.5 s.
    await expect(
      eventually(
        () => edge.authentications.length,
        (n) => n > authentications,
        3000,
      ),
    ).rejects.toThrow();
    expect(tunnel.downs).toEqual([expect.objectContaining({ code: 'network', permanent: false })]);
  });

  it('is told while the edge is away, and the tunnel opens anew when it is back', async () => {
    const tunnel = await openNgrok();
    edge.goOffline();
    await eventually(
      () => tunnel.downs,
      (downs) => downs.length > 0,
      2000,
    );
    await tunnel.close();
    edge.resume();
    const again = await openNgrok();
    expect(await client.post(`${again.url}/x`, '{}')).toMatchObject({ status: 200 });
  });

  it('is told within 15 s when nothing is answered any more', async () => {
    const tunnel = await openNgrok();
    edge.stall();
    await eventually(
      () => tunnel.downs,
      (downs) => downs.length > 0,
      15_000,
    );
    expect(tunnel.downs).toEqual([expect.objectContaining({ code: 'network' })]);
    const before = performance.now();
    await tunnel.close();
    expect(performance.now() - before).toBeLessThan(2000);
  });

  it("is told when the tunnel is stopped from ngrok's dashboard", async () => {
    const tunnel = await openNgrok();
    edge.requestStop();
    await eventually(
      () => tunnel.downs,
      (downs) => downs.length > 0,
      2000,
    );
    expect(tunnel.downs).toEqual([expect.objectContaining({ code: 'closed', permanent: true })]);
  });

  it('is not told for a local listener that is away: the sender gets 502', async () => {
    const gone = createServer();
    await new Promise<void>((resolve) => gone.listen(0, '127.0.0.1', resolve));
    const { port } = gone.address() as AddressInfo;
    await new Promise((resolve) => gone.close(resolve));
    const tunnel = await openNgrok({}, port);
    expect(await client.post(`${tunnel.url}/x`, '{}')).toMatchObject({ status: 502 });
    expect(tunnel.downs).toEqual([]);
  });
});

describe('closing', () => {
  it('ends the session within 2 s, tells nothing, and may be repeated', async () => {
    const tunnel = await openNgrok();
    const before = performance.now();
    await Promise.all([tunnel.close(), tunnel.close()]);
    expect(performance.now() - before).toBeLessThan(2000);
    // The edge hears of it over its own connection.
    await eventually(
      () => edge.endpoints,
      (endpoints) => endpoints === 0,
      5000,
    );
    expect(tunnel.downs).toEqual([]);
    expect(await client.post(`${tunnel.url}/x`, '{}')).toMatchObject({ status: 404 });
    await eventually(
      () => edge.sessions,
      (sessions) => sessions === 0,
      5000,
    );
  });

  it('gives up opening at once when that is wanted', async () => {
    edge.stall();
    const giveUp = new AbortController();
    const opening = openWatched(settings(), localPort, giveUp.signal);
    const outcome = expect(opening).rejects.toMatchObject({ name: 'AbortError' });
    giveUp.abort();
    await outcome;
  });
});

describe('the whole path', () => {
  let engine: EngineProcess;
  const dataFolder = temporaryFolder();
  beforeAll(async () => {
    engine = await startEngineProcess({ dataFolder, config: { port: 0, sources: [hmacSource] } });
  });
  afterAll(() => engine.stop());

  it('carries 500 signed requests at once, unaltered, each of them stored once', async () => {
    const { url } = await openNgrok({}, Number(new URL(engine.url).port));
    const bodies = Array.from({ length: 500 }, (_, n) => JSON.stringify(missedCall(n)));
    const answers = await Promise.all(
      bodies.map((body) => client.post(`${url}/hooks/main`, body, signed(body))),
    );
    expect(new Set(answers.map(({ status, body }) => `${status} ${body}`))).toEqual(
      new Set(['200 {"status":"accepted"}']),
    );
    const stored = await storedDeliveries(dataFolder);
    expect(new Set(stored.map(({ eventId }) => eventId))).toEqual(
      new Set(bodies.map((body) => JSON.parse(body).id)),
    );
    expect(stored).toHaveLength(500);
  });
});
