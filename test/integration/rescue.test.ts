/** Calls that were refused while the secret, the address or the clock was wrong are offered when it is right, and come in as late. */
import { createHmac } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import twilio from 'twilio';
import { describe, expect, it } from 'vitest';
import { engineConfigSchema } from '#shared/config/engine-config.ts';
import { temporaryFolder } from '../support/engine-process.ts';
import { eventually } from '../support/eventually.ts';
import { hmacSecret, hmacSource, missedCall, post } from '../support/generic-events.ts';
import { type LiveEngine, startLiveEngine } from '../support/live-engine.ts';
import { missedSession } from '../support/vendors/ringcentral.ts';

const reconfigure = (live: LiveEngine, ...sources: object[]) =>
  live.engine.reconfigure(engineConfigSchema.parse({ sources, holdSeconds: 0 }));
const offers = (live: LiveEngine) => live.problems.filter(({ code }) => code === 'refused-genuine');
const offered = (live: LiveEngine) =>
  eventually(
    () => offers(live),
    ({ length }) => length === 1,
  );
const refused = (live: LiveEngine, count: number) =>
  eventually(live.deliveries, (all) => all.filter(({ outcome }) => outcome === 'rejected').length === count);
const add = (live: LiveEngine, sourceId = 'main') => live.engine.request('deliveries.rescue', { sourceId });

describe('with another secret', () => {
  const wrong = { ...hmacSource, secrets: ['another-secret'] };

  it('what was refused is offered once the secret is right, and added once', async () => {
    const live = await startLiveEngine([wrong]);
    for (let n = 1; n <= 5; n += 1) expect((await post(live.url, missedCall(n))).status).toBe(401);
    await refused(live, 5);
    expect(offers(live)).toEqual([]);
    await reconfigure(live, hmacSource);
    const [offer] = await offered(live);
    expect(offer).toMatchObject({
      severity: 'warning',
      sourceId: 'main',
      message: '5 requests were refused that are genuine after all.',
    });
    expect(await add(live)).toEqual({ added: 5, duplicates: 0 });
    const calls = await eventually(live.calls, ({ length }) => length === 5);
    expect(calls.every(({ foundLater, outcome }) => foundLater && outcome === 'missed')).toBe(true);
    expect(calls.map(({ at }) => at).sort()).toEqual([1, 2, 3, 4, 5].map((n) => missedCall(n).timestamp));
    expect(offers(live)).toEqual([]);
    expect(await add(live)).toEqual({ added: 0, duplicates: 0 });
    // It was no sign that the vendor's webhooks arrive.
    const [health] = await live.engine.request('sources.getHealth', {});
    expect(health?.lastEventAt).toBeNull();
  });

  it('what has come again meanwhile is not doubled, and no forgery is offered', async () => {
    const live = await startLiveEngine([wrong]);
    expect((await post(live.url, missedCall(1))).status).toBe(401);
    expect((await post(live.url, missedCall(2))).status).toBe(401);
    const forged = { 'x-signature': createHmac('sha256', 'a guess').update('x').digest('hex') };
    for (let n = 10; n < 15; n += 1) expect((await post(live.url, missedCall(n), forged)).status).toBe(401);
    await refused(live, 7);
    await reconfigure(live, hmacSource);
    expect((await post(live.url, missedCall(1))).status).toBe(200);
    expect(await offered(live)).toMatchObject([{ message: expect.stringMatching(/^2 requests/) }]);
    expect(await add(live)).toEqual({ added: 1, duplicates: 1 });
    const calls = await eventually(live.calls, ({ length }) => length === 2);
    expect(calls.map(({ providerCallId, foundLater }) => [providerCallId, foundLater]).sort()).toEqual([
      ['call_1', false],
      ['call_2', true],
    ]);
  });

  it('they are offered after a restart as well', async () => {
    const dataFolder = temporaryFolder();
    const before = await startLiveEngine([wrong], { dataFolder });
    expect((await post(before.url, missedCall(1))).status).toBe(401);
    await refused(before, 1);
    await before.engine.stop();
    const live = await startLiveEngine([hmacSource], { dataFolder });
    expect(await offered(live)).toMatchObject([
      { message: 'A request was refused that is genuine after all.' },
    ]);
    expect(await add(live)).toEqual({ added: 1, duplicates: 0 });
  });

  it('a body of 60 KB is kept whole; of a larger one only the beginning', async () => {
    const live = await startLiveEngine([wrong]);
    const filled = (n: number, bytes: number) => {
      const event = missedCall(n);
      return JSON.stringify({ ...event, data: { ...event.data, filling: 'x'.repeat(bytes) } });
    };
    expect((await post(live.url, filled(1, 60_000))).status).toBe(401);
    expect((await post(live.url, filled(2, 70_000))).status).toBe(401);
    await refused(live, 2);
    await reconfigure(live, hmacSource);
    expect(await offered(live)).toMatchObject([{ message: expect.stringMatching(/^A request/) }]);
    expect(await add(live)).toEqual({ added: 1, duplicates: 0 });
  });
});

it('with another public address: a signed URL', async () => {
  const token = 'a-token-that-is-valid-nowhere';
  const url = 'https://calls.example/hooks/main';
  const source = (publicUrl: string) => ({ id: 'main', provider: 'twilio', secrets: [token], publicUrl });
  const live = await startLiveEngine([source('https://old.example/hooks/main')]);
  const form = {
    CallSid: `CA${'0'.repeat(32)}`,
    CallStatus: 'no-answer',
    Direction: 'inbound',
    From: '+14155550123',
  };
  const answer = await fetch(`${live.url}/hooks/main`, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'x-twilio-signature': twilio.getExpectedTwilioSignature(token, url, form),
    },
    body: new URLSearchParams(form),
  });
  expect(answer.status).toBe(401);
  await refused(live, 1);
  await reconfigure(live, source(url));
  await offered(live);
  expect(await add(live)).toEqual({ added: 1, duplicates: 0 });
  expect(await eventually(live.calls, ({ length }) => length === 1)).toMatchObject([
    { from: '+14155550123', outcome: 'missed', foundLater: true },
  ]);
});

describe('with a wrong clock', () => {
  const stripe = { ...hmacSource, options: { preset: 'stripe' } };
  const sendAt = (live: LiveEngine, n: number, seconds: number) => {
    const body = JSON.stringify(missedCall(n));
    const v1 = createHmac('sha256', hmacSecret).update(`${seconds}.${body}`).digest('hex');
    const headers = { 'content-type': 'application/json', 'x-signature': `t=${seconds},v1=${v1}` };
    return fetch(`${live.url}/hooks/main`, { method: 'POST', body, headers }).then(({ status }) => status);
  };

  it('they are offered when the clock is right again', async () => {
    const time = { offset: 3 * 3_600_000 };
    const live = await startLiveEngine([stripe], { clock: { now: () => Date.now() + time.offset } });
    const now = Math.floor(Date.now() / 1000);
    for (let n = 1; n <= 3; n += 1) expect(await sendAt(live, n, now + n)).toBe(401);
    await refused(live, 3);
    expect(live.problems).toMatchObject([{ code: 'clock-skew' }]);
    time.offset = 0;
    expect(await sendAt(live, 9, now)).toBe(200);
    expect(await offered(live)).toMatchObject([{ message: expect.stringMatching(/^3 requests/) }]);
    expect(await add(live)).toEqual({ added: 3, duplicates: 0 });
    await eventually(live.calls, ({ length }) => length === 4);
  });

  it('old requests that somebody repeats are not', async () => {
    const live = await startLiveEngine([stripe]);
    const now = Math.floor(Date.now() / 1000);
    // One that is sent over and over, and two of other ages.
    for (let n = 0; n < 4; n += 1) expect(await sendAt(live, 1, now - 5000)).toBe(401);
    expect(await sendAt(live, 2, now - 9000)).toBe(401);
    expect(await sendAt(live, 3, now - 20_000)).toBe(401);
    await refused(live, 6);
    await reconfigure(live, { ...stripe, options: { preset: 'stripe', toleranceSeconds: 200 } });
    expect(await sendAt(live, 9, now)).toBe(200);
    expect(await add(live)).toEqual({ added: 0, duplicates: 0 });
    expect(offers(live)).toEqual([]);
  });
});

it('a secret in a header is not written to the disk, and serves as long as the engine runs', async () => {
  const token = 'verification-token-of-the-vendor';
  const source = (secret: string) => ({ id: 'main', provider: 'ringcentral', secrets: [secret] });
  const dataFolder = temporaryFolder();
  const live = await startLiveEngine([source('another-token')], { dataFolder });
  const body = missedSession(1);
  const answer = await fetch(`${live.url}/hooks/main`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'verification-token': token },
    body,
  });
  expect(answer.status).toBe(401);
  await refused(live, 1);
  for (const name of readdirSync(dataFolder))
    expect(readFileSync(join(dataFolder, name)).includes(token), name).toBe(false);
  await reconfigure(live, source(token));
  await offered(live);
  expect(await add(live)).toEqual({ added: 1, duplicates: 0 });
});
