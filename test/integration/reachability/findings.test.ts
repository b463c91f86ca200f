import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createReachability, type ReachabilityPart } from '../../../electron/engine/reachability/index.ts';
import type { LiveTunnel } from '../../../shared/config/tunnel.ts';
import type { Reachability } from '../../../shared/contract/tunnel.ts';
import { eventually } from '../../support/eventually.ts';
import { type NgrokEdge, startNgrokEdge } from '../../support/tunnels/ngrok-edge.ts';

let edge: NgrokEdge;
let server: Server;
let part: ReachabilityPart;
let told: Reachability[];
/** What answers behind the tunnel. */
let behind: 'ringback' | 'somebody else' | 'nobody';
/** Headers as the tunnel's edge would have set them. */
let overrides: Record<string, string>;

const throughNgrok = (): LiveTunnel => ({
  settings: { kind: 'ngrok', server: { address: edge.address, caCertificate: edge.caCertificate } },
  secret: '2nd_secretAuthtoken0123456789',
});

async function reach(tunnel: LiveTunnel): Promise<void> {
  part = createReachability({ tunnel, onChange: (now) => told.push(now), onFault: () => {} });
  part.start((server.address() as AddressInfo).port);
}
const verdict = (): Promise<Reachability | undefined> =>
  eventually(
    () => told.at(-1),
    (last) => last?.phase === 'listening' || last?.phase === 'not-listening',
  );

beforeEach(async () => {
  told = [];
  behind = 'ringback';
  overrides = {};
  edge = await startNgrokEdge();
  server = createServer((request, response) => {
    Object.assign(request.headers, overrides);
    if (behind === 'ringback') part.onProbe(request, response);
    else if (behind === 'nobody') request.socket.destroy();
    else request.resume().once('end', () => response.end('Welcome'));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterEach(async () => {
  await part?.stop();
  server.closeAllConnections();
  server.close();
  await edge.close();
});

describe('a probe through the real SDK', () => {
  it('comes through, and says how long it took', async () => {
    await reach(throughNgrok());
    expect(await verdict()).toMatchObject({
      phase: 'listening',
      publicUrl: edge.publicOrigin,
      reason: null,
      reasonCode: null,
    });
    expect(told.at(-1)?.roundTripMs).toBeGreaterThan(0);
  });

  it("finds somebody else's listener", async () => {
    behind = 'somebody else';
    await reach(throughNgrok());
    expect(await verdict()).toMatchObject({
      reason: expect.stringMatching(/^Somebody else answers at localhost:\d+/),
      reasonCode: 'wrong-destination',
    });
  });

  it('finds a tunnel that leads nowhere', async () => {
    behind = 'nobody';
    await reach(throughNgrok());
    expect(await verdict()).toMatchObject({ phase: 'not-listening' });
    expect(told.at(-1)?.reason).toMatch(/cannot be reached|could not hand the request over|no tunnel|8012/);
  });

  it.each([
    ['a sign-in page', { status: 200, headers: { 'content-type': 'text/html' }, body: '<!DOCTYPE html>' }],
    [
      "ngrok's own warning",
      { status: 511, headers: { 'ngrok-error-code': 'ERR_NGROK_6024' }, body: '<!DOCTYPE html>' },
    ],
  ])('finds a page for people: %s', async (_, answer) => {
    edge.answer(answer);
    await reach(throughNgrok());
    expect(await verdict()).toMatchObject({
      reason: expect.stringMatching(/shows a page for people/),
      reasonCode: 'interstitial',
    });
  });

  it('finds an address that leads on to plain HTTP', async () => {
    edge.answer({ status: 301, headers: { location: 'http://calls.example.com/probe' }, body: '' });
    await reach(throughNgrok());
    expect(await verdict()).toMatchObject({
      reason: expect.stringMatching(/arrive over plain HTTP/),
      reasonCode: 'plain-http',
    });
  });

  it('finds that its own request arrived over plain HTTP', async () => {
    overrides = { 'x-forwarded-proto': 'http' };
    await reach(throughNgrok());
    expect(await verdict()).toMatchObject({
      reason: expect.stringMatching(/arrive over plain HTTP/),
      reasonCode: 'plain-http',
    });
  });

  it.each([
    [
      404,
      'ERR_NGROK_3200',
      'address',
      'ngrok has no tunnel at this address.',
      /Check the domain in Settings/,
    ],
    [
      429,
      'ERR_NGROK_727',
      'limit',
      "The ngrok account's requests for this month are used up.",
      /Choose a larger plan|another tunnel/,
    ],
    [
      502,
      'ERR_NGROK_8012',
      'closed',
      'The tunnel stands, but nothing on this computer answered it.',
      /^Restart Ringback/,
    ],
  ])('finds what ngrok answers by itself: %i %s', async (status, code, reasonCode, reason, fix) => {
    edge.answer({
      status,
      headers: { 'ngrok-error-code': code, 'content-type': 'text/html' },
      body: '<!DOCTYPE html>',
    });
    await reach(throughNgrok());
    const found = await verdict();
    expect(found).toMatchObject({ reason, reasonCode });
    expect(found?.fix).toMatch(fix);
  });

  it('finds a server that asks who is there', async () => {
    edge.answer({ status: 401, body: '' });
    await reach(throughNgrok());
    expect(await verdict()).toMatchObject({
      reason: expect.stringMatching(/asks who is there/),
      reasonCode: 'sign-in',
    });
  });

  it('tests a tunnel as Settings does, while another one runs', async () => {
    await reach(throughNgrok());
    await verdict();
    expect(await part.test(throughNgrok())).toMatchObject({ ok: true, publicUrl: edge.publicOrigin });
    edge.refuse('failed: ERR_NGROK_107 TOKEN');
    const refused = await part.test(throughNgrok());
    expect(refused).toMatchObject({
      ok: false,
      code: 'credentials',
      message: 'ngrok refuses the authtoken: it was reset or revoked.',
    });
    edge.resume();
    part.reconnect();
    await eventually(
      () => told.at(-1)?.phase,
      (phase) => phase === 'listening',
    );
  });
});

describe('a probe to an address that somebody else forwards', () => {
  it('finds a certificate that cannot be trusted', async () => {
    await reach({ settings: { kind: 'manual', publicUrl: edge.publicOrigin } });
    expect(await verdict()).toMatchObject({
      reason: expect.stringMatching(/^The certificate of localhost:\d+ cannot be trusted/),
      reasonCode: 'certificate',
    });
  });

  it('finds a server that does not speak HTTPS', async () => {
    const { port } = server.address() as AddressInfo;
    await reach({ settings: { kind: 'manual', publicUrl: `https://localhost:${port}` } });
    expect(await verdict()).toMatchObject({
      reason: expect.stringMatching(/does not speak HTTPS/),
      reasonCode: 'no-https',
    });
  });

  it('finds an address where nothing answers', async () => {
    await reach({ settings: { kind: 'manual', publicUrl: 'https://localhost:1' } });
    expect(await verdict()).toMatchObject({
      reason: 'localhost:1 cannot be reached (ECONNREFUSED).',
      reasonCode: 'network',
    });
  });

  it('finds an address that does not exist', async () => {
    await reach({ settings: { kind: 'manual', publicUrl: 'https://calls.invalid' } });
    // Which of the two depends on whether this computer can ask the domain name system at all.
    expect((await verdict())?.reason).toMatch(
      /not known to the domain name system|no connection to the internet/,
    );
  });
});
