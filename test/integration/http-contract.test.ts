import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type EngineProcess,
  startEngineProcess,
  storedCalls,
  storedDeliveries,
  temporaryFolder,
} from '../support/engine-process.ts';
import { eventually } from '../support/eventually.ts';
import { hmacSource, missedCall, post, signed } from '../support/generic-events.ts';

const dataFolder = temporaryFolder();
let engine: EngineProcess;
beforeAll(async () => {
  const twilio = {
    id: 'tw',
    provider: 'twilio',
    secrets: ['token'],
    publicUrl: 'https://acme.example/hooks/tw',
  };
  engine = await startEngineProcess({ dataFolder, config: { port: 0, sources: [hmacSource, twilio] } });
});
afterAll(() => engine.stop());

describe('POST /hooks/<sourceId>', () => {
  it('accepts a genuine event, tells of its call, and stores it once however often it is sent', async () => {
    const event = missedCall(1);
    const first = await post(engine.url, event);
    expect([first.status, await first.json()]).toEqual([200, { status: 'accepted' }]);
    const line = await engine.waitFor((one) => one.type === 'call' && one.call.providerCallId === 'call_1');
    expect(line).toMatchObject({
      call: {
        sourceId: 'main',
        provider: 'hmac',
        direction: 'inbound',
        from: '+14155550101',
        outcome: 'missed',
      },
    });
    const again = await post(engine.url, event);
    expect([again.status, await again.json()]).toEqual([200, { status: 'duplicate' }]);
    const reserialised = await post(engine.url, JSON.stringify(event, null, 2));
    expect(await reserialised.json()).toEqual({ status: 'duplicate' });
    expect((await storedCalls(dataFolder)).filter((call) => call.providerCallId === 'call_1')).toHaveLength(
      1,
    );
    const outcomes = (await storedDeliveries(dataFolder))
      .filter((d) => d.eventId === 'evt_1')
      .map((d) => d.outcome);
    expect(outcomes).toEqual(['duplicate', 'duplicate', 'accepted']);
  });

  it.each([
    ['401 without a signature', 401, 'missing-proof', '{}', { 'x-signature': '' }],
    ['401 with a signature of something else', 401, 'mismatch', '{"id":"forged"}', signed('{"id":"other"}')],
    ['400 for a body that is not JSON', 400, 'malformed', '{"id":', {}],
    ['400 for JSON that is no object', 400, 'malformed', '[1]', {}],
    ['415 for another content type', 415, 'media-type', '<a/>', { 'content-type': 'application/xml' }],
    ['403 over plain HTTP', 403, 'plain-http', '{}', { 'x-forwarded-proto': 'http' }],
    ['403 over plain HTTP at the last hop', 403, 'plain-http', '{}', { 'x-forwarded-proto': 'https, http' }],
  ])('%s', async (_name, status, reasonCode, body, headers) => {
    const before = (await storedCalls(dataFolder)).length;
    const response = await post(engine.url, body, headers);
    expect(response.status).toBe(status);
    expect(await response.json()).toHaveProperty('error');
    expect(await storedCalls(dataFolder)).toHaveLength(before);
    const [delivery] = await eventually(
      () => storedDeliveries(dataFolder),
      ([newest]) => newest?.status === status,
    );
    expect(delivery).toMatchObject({
      outcome: 'rejected',
      sourceId: 'main',
      reason: expect.stringMatching(/\w{3}/),
      reasonCode,
    });
  });

  it('takes HTTPS at the last hop, whatever earlier hops claim', async () => {
    expect((await post(engine.url, missedCall(2), { 'x-forwarded-proto': 'http, https' })).status).toBe(200);
  });

  it('404 for an unknown source, 405 with the methods that are allowed', async () => {
    expect((await fetch(`${engine.url}/hooks/nobody`, { method: 'POST', body: '{}' })).status).toBe(404);
    expect((await fetch(`${engine.url}/hooks/__proto__`, { method: 'POST', body: '{}' })).status).toBe(404);
    expect((await fetch(`${engine.url}/`, { method: 'POST', body: '{}' })).status).toBe(404);
    const response = await fetch(`${engine.url}/hooks/main`, { method: 'DELETE' });
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST']);
    expect((await fetch(`${engine.url}/hooks/main`)).status).toBe(405);
    expect((await fetch(`${engine.url}/hooks/tw`)).status).toBe(401);
  });

  it('413 above 1 MiB, declared or not', async () => {
    const body = `{"id":"big","pad":"${'x'.repeat(1024 * 1024)}"}`;
    // The larger one is still being sent when it is answered.
    for (const large of [body, 'x'.repeat(8 * 1024 * 1024)])
      expect((await post(engine.url, large)).status).toBe(413);
    const chunked = await new Promise<number | undefined>((resolve, reject) => {
      const sent = httpRequest(
        `${engine.url}/hooks/main`,
        { method: 'POST', headers: { ...signed(body), 'transfer-encoding': 'chunked' } },
        (response) => {
          resolve(response.statusCode);
          response.resume();
        },
      );
      sent.on('error', reject);
      sent.end(body);
    });
    expect(chunked).toBe(413);
    const largest = JSON.stringify({ ...missedCall(3), pad: '' });
    expect(
      (
        await post(
          engine.url,
          largest.replace('"pad":""', `"pad":"${'x'.repeat(1024 * 1024 - largest.length)}"`),
        )
      ).status,
    ).toBe(200);
  });

  it('survives senders that break HTTP or go away', async () => {
    const broken = (bytes: string) =>
      new Promise<string>((resolve) => {
        const socket = connect(Number(new URL(engine.url).port), '127.0.0.1', () => socket.end(bytes));
        let answer = '';
        socket.on('data', (chunk) => {
          answer += chunk.toString();
        });
        socket.on('close', () => resolve(answer));
        socket.on('error', () => {});
      });
    expect(await broken('NONSENSE\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 /);
    expect(await broken(`POST /hooks/main HTTP/1.1\r\nhost: x\r\nx: ${'y'.repeat(40_000)}\r\n\r\n`)).toMatch(
      /^HTTP\/1\.1 431 /,
    );
    await broken('POST /hooks/main HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\n{"half":');
    expect((await post(engine.url, missedCall(4))).status).toBe(200);
  });

  it('limits floods of refused requests, and never those that are genuine', async () => {
    const statuses = new Map<number, number>();
    for (let round = 0; round < 20; round++) {
      const responses = await Promise.all(
        Array.from({ length: 25 }, () =>
          post(engine.url, '{}', { 'x-signature': 'ff', 'x-forwarded-for': '203.0.113.9' }),
        ),
      );
      for (const { status } of responses) statuses.set(status, (statuses.get(status) ?? 0) + 1);
    }
    expect(statuses.get(401)).toBeGreaterThanOrEqual(300);
    expect(statuses.get(429)).toBeGreaterThanOrEqual(1);
    expect((await post(engine.url, missedCall(5), { 'x-forwarded-for': '203.0.113.9' })).status).toBe(200);
    expect(
      (await post(engine.url, '{}', { 'x-signature': 'ff', 'x-forwarded-for': '203.0.113.10' })).status,
    ).toBe(401);
  });
});

it('GET /healthz says that it is there, and nothing else', async () => {
  const response = await fetch(`${engine.url}/healthz`);
  expect([response.status, await response.json()]).toEqual([200, { status: 'ok' }]);
  expect(engine.stderr()).not.toContain('test_hmac_secret');
});
