/** What senders that prove nothing try against the guard, the schemes and the quarantine. */
import { createHmac } from 'node:crypto';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hmac } from '../../electron/engine/providers/hmac/index.ts';
import {
  type EngineProcess,
  startEngineProcess,
  storedCalls,
  storedDeliveries,
  temporaryFolder,
} from '../support/engine-process.ts';
import { eventually } from '../support/eventually.ts';
import { hmacSource, missedCall, post, signed } from '../support/generic-events.ts';

const plivoUrl = 'https://acme.example/hooks/plivo';
const plivoToken = 'plivo_token';
const twilioUrl = 'https://acme.example/hooks/twilio';
const twilioToken = 'twilio_token';

const dataFolder = temporaryFolder();
let engine: EngineProcess;
beforeAll(async () => {
  engine = await startEngineProcess({
    dataFolder,
    config: {
      port: 0,
      sources: [
        hmacSource,
        { id: 'plivo', provider: 'plivo', secrets: [plivoToken], publicUrl: plivoUrl },
        { id: 'twilio', provider: 'twilio', secrets: [twilioToken], publicUrl: twilioUrl },
        { id: 'rc', provider: 'ringcentral', secrets: ['verification-token'] },
      ],
    },
  });
});
afterAll(() => engine.stop());

/** The status that answers exactly these bytes. */
const statusOf = (lines: readonly string[], body: string): Promise<number> =>
  new Promise((resolve, reject) => {
    let answer = '';
    const socket = connect(Number(new URL(engine.url).port), '127.0.0.1', () =>
      socket.write(
        `${[...lines, 'host: x', `content-length: ${body.length}`, 'connection: close'].join('\r\n')}\r\n\r\n${body}`,
      ),
    );
    socket.on('data', (chunk: Buffer) => {
      answer += chunk.toString();
    });
    socket.on('error', reject);
    socket.on('close', () => resolve(Number(/^HTTP\/1\.1 (\d+)/.exec(answer)?.[1])));
  });

it('what the edge adds counts, however many headers the sender put before it', async () => {
  const body = JSON.stringify(missedCall(1));
  const headers = Object.entries(signed(body)).map(([name, value]) => `${name}: ${value}`);
  const many = Array.from({ length: 1500 }, (_, index) => `a${index.toString(36)}:`);
  const request = (extra: readonly string[]) =>
    statusOf(['POST /hooks/main HTTP/1.1', ...headers, ...extra], body);
  expect(await request([...many, 'x-forwarded-proto: http'])).toBe(403);
  expect(await request([...many, 'x-forwarded-proto: https'])).toBe(200);
});

it('a connection that asks nothing for ten seconds is told 408 and closed', async () => {
  const answer = await new Promise<string>((resolve, reject) => {
    let text = '';
    const socket = connect(Number(new URL(engine.url).port), '127.0.0.1');
    socket.on('data', (chunk: Buffer) => {
      text += chunk.toString();
    });
    socket.on('error', reject);
    socket.on('close', () => resolve(text));
  });
  expect(answer).toMatch(/^HTTP\/1\.1 408 Request Timeout\r\nconnection: close\r\n\r\n$/);
});

it('what follows a # in the address is not taken with the signature over what stands before it (Twilio)', async () => {
  const query = '?CallSid=CA1&CallStatus=in-progress';
  const signature = createHmac('sha1', twilioToken)
    .update(twilioUrl + query)
    .digest('base64');
  const get = (target: string) =>
    statusOf([`GET ${target} HTTP/1.1`, `x-twilio-signature: ${signature}`], '');
  expect(await get(`/hooks/twilio${query}`)).toBe(200);
  expect(await get(`/hooks/twilio${query}#&CallSid=CA2&CallStatus=no-answer&From=%2B14155550123`)).toBe(400);
  expect(await get(`/hooks/twilio${query}${'&'.repeat(1000)}&CallSid=CA2`)).not.toBe(200);
});

it('one signature is one delivery, however its parameters are cut (Twilio)', async () => {
  const signature = createHmac('sha1', twilioToken)
    .update(`${twilioUrl}CallSidCA7CallStatusno-answerFrom+14155550123`)
    .digest('base64');
  const send = (fields: Record<string, string>) => {
    const body = new URLSearchParams(fields).toString();
    return statusOf(
      [
        'POST /hooks/twilio HTTP/1.1',
        'content-type: application/x-www-form-urlencoded',
        `x-twilio-signature: ${signature}`,
      ],
      body,
    );
  };
  expect(await send({ CallSid: 'CA7', CallStatus: 'no-answer', From: '+14155550123' })).toBe(200);
  expect(await send({ CallSid: 'CA7CallStatusno-answer', From: '+14155550123' })).toBe(200);
  const calls = await eventually(
    () => storedCalls(dataFolder),
    (stored) => stored.some(({ providerCallId }) => providerCallId === 'CA7'),
  );
  expect(calls.map(({ providerCallId }) => providerCallId)).not.toContain('CA7CallStatusno-answer');
  const repeated = (await storedDeliveries(dataFolder)).filter(({ outcome }) => outcome === 'duplicate');
  expect(repeated).toMatchObject([{ sourceId: 'twilio', status: 200 }]);
});

it('a body beside a GET is not taken with the signature over its query (Plivo)', async () => {
  const query = 'CallStatus=ringing&CallUUID=genuine&Direction=inbound&From=14155550123';
  const signature = createHmac('sha256', plivoToken).update(`${plivoUrl}?${query}.1`).digest('base64');
  const request = (body: string) =>
    statusOf(
      [
        `GET /hooks/plivo?${query} HTTP/1.1`,
        'content-type: application/x-www-form-urlencoded',
        `x-plivo-signature-v3: ${signature}`,
        'x-plivo-signature-v3-nonce: 1',
      ],
      body,
    );
  expect(await request('')).toBe(200);
  expect(await request('CallUUID=forged&CallStatus=no-answer&Direction=inbound')).toBe(401);
});

it('a flood of handshakes is answered, and does not push the refusals out of the quarantine', async () => {
  expect((await post(engine.url, '{"why":1}', { 'x-signature': 'ff' })).status).toBe(401);
  for (let round = 0; round < 60; round++) {
    const responses = await Promise.all(
      Array.from({ length: 25 }, () =>
        fetch(`${engine.url}/hooks/rc`, {
          method: 'POST',
          headers: { 'validation-token': 'of-a-stranger', 'x-forwarded-for': '203.0.113.7' },
        }),
      ),
    );
    expect(new Set(responses.map(({ status }) => status))).toEqual(new Set([200]));
  }
  expect((await post(engine.url, '{"after":1}', { 'x-signature': 'ff' })).status).toBe(401);
  const rows = await eventually(
    () => storedDeliveries(dataFolder),
    (all) => all.filter(({ sourceId, outcome }) => sourceId === 'main' && outcome === 'rejected').length >= 2,
  );
  expect(rows.filter(({ outcome }) => outcome === 'handshake').length).toBeLessThan(500);
});

describe('a signature header of the Stripe kind', () => {
  it('is read in a time that white space in it does not stretch', () => {
    const authenticator = hmac.authenticator({
      secrets: ['key'],
      publicUrl: undefined,
      options: hmac.description.options.parse({ preset: 'stripe' }),
    });
    const headers = { 'stripe-signature': `t=1,v1=${' '.repeat(15_000)}x` };
    const start = performance.now();
    for (let n = 0; n < 20; n++)
      expect(
        authenticator.verify({ method: 'POST', query: '', headers, body: Buffer.from('{}') }, 0).genuine,
      ).toBe(false);
    // Milliseconds. In quadratic time it would be about ten thousand.
    expect(performance.now() - start).toBeLessThan(1000);
  });
});
