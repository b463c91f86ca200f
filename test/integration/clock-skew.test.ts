import { createHash, createHmac } from 'node:crypto';
import jsonwebtoken from 'jsonwebtoken';
import { describe, expect, it } from 'vitest';
import { startEngineProcess, storedDeliveries, temporaryFolder } from '../support/engine-process.ts';
import { eventually } from '../support/eventually.ts';
import { hmacSecret, hmacSource, missedCall } from '../support/generic-events.ts';

const engineNow = Date.UTC(2026, 10, 23, 14, 0, 0);
const publicUrl = 'https://acme.example/hooks/main';
const secret = 'a secret of the tests that is long enough';
/** Longer than a sender's token lives. */
const lifetimeSeconds = 60;

/** What a sender posts about its nth call. */
interface Request {
  body: string;
  headers: Record<string, string>;
}

interface Vendor {
  source: object;
  /** Signed at a time of the sender's clock. @param at seconds since the Unix epoch. */
  request(n: number, at: number, secret?: string): Request;
}

const jwtSource = (provider: string) => ({ id: 'main', provider, secrets: [secret], publicUrl });
const json = { 'content-type': 'application/json' };
const ringoverEvent = (n: number) =>
  JSON.stringify({ event: 'missed', resource: 'call', timestamp: 1, data: { call_id: `${n}` } });
const dialpadToken =
  (times: (at: number) => object): Vendor['request'] =>
  (n, at, key = secret) => ({
    body: jsonwebtoken.sign({ call_id: n, state: 'missed', ...times(at) }, key, {
      noTimestamp: !('iat' in times(at)),
    }),
    headers: { 'content-type': 'application/jwt' },
  });

const vendors: Record<string, Vendor> = {
  'a signed timestamp': {
    source: { ...hmacSource, options: { preset: 'stripe' } },
    request(n, at, key = hmacSecret) {
      const body = JSON.stringify(missedCall(n));
      const v1 = createHmac('sha256', key).update(`${at}.${body}`).digest('hex');
      return { body, headers: { ...json, 'x-signature': `t=${at},v1=${v1}` } };
    },
  },
  "Dialpad's token with iat": {
    source: jwtSource('dialpad'),
    request: dialpadToken((iat) => ({ iat })),
  },
  "Dialpad's token with iat, nbf and exp": {
    source: jwtSource('dialpad'),
    request: dialpadToken((iat) => ({ iat, nbf: iat, exp: iat + lifetimeSeconds })),
  },
  "Dialpad's token with nbf and exp": {
    source: jwtSource('dialpad'),
    request: dialpadToken((nbf) => ({ nbf, exp: nbf + 1 })),
  },
  "Vonage's token": {
    source: jwtSource('vonage'),
    request(n, iat, key = secret) {
      const body = JSON.stringify({ uuid: `leg-${n}`, conversation_uuid: `CON-${n}`, status: 'timeout' });
      const hash = createHash('sha256').update(body).digest('hex');
      const token = jsonwebtoken.sign({ iat, exp: iat + lifetimeSeconds, payload_hash: hash }, key);
      return { body, headers: { ...json, authorization: `Bearer ${token}` } };
    },
  },
  "Ringover's token": {
    source: jwtSource('ringover'),
    request(n, iat, key = secret) {
      const body = ringoverEvent(n);
      const claims = { iat, nbf: iat, exp: iat + lifetimeSeconds, url: publicUrl, payload: JSON.parse(body) };
      const token = jsonwebtoken.sign(claims, key, { algorithm: 'HS512' });
      return { body, headers: { ...json, 'x-ringover-webhook-signature': token } };
    },
  },
  "Ringover's signature of version 3": {
    source: jwtSource('ringover'),
    request(n, at, key = secret) {
      const body = ringoverEvent(n);
      const signature = createHmac('sha256', key).update(`POST${publicUrl}${body}${at}`).digest('base64');
      return {
        body,
        headers: {
          ...json,
          'x-ringover-webhook-signature-v3': signature,
          'x-ringover-request-signature-v3-timestamp': String(at),
        },
      };
    },
  },
};

async function start(source: object) {
  const dataFolder = temporaryFolder();
  const engine = await startEngineProcess({
    dataFolder,
    config: { port: 0, sources: [source] },
    arguments: ['--clock', new Date(engineNow).toISOString()],
  });
  const send = async ({ body, headers }: Request): Promise<number> =>
    (await fetch(`${engine.url}/hooks/main`, { method: 'POST', body, headers })).status;
  return { engine, send, deliveries: () => storedDeliveries(dataFolder) };
}

const seconds = (ms: number): number => Math.floor((engineNow + ms) / 1000);

describe.each(Object.entries(vendors))('a clock that is wrong, as told by %s', (_name, vendor) => {
  it.each([
    ['slow', 7 * 60_000, 'not-yet-valid'],
    ['fast', -7 * 60_000, 'expired'],
  ])('is noticed when it is 7 min %s', async (word, ahead, reasonCode) => {
    const { engine, send, deliveries } = await start(vendor.source);
    for (let n = 0; n < 3; n++) {
      expect(engine.stderr()).not.toContain('clock is');
      expect(await send(vendor.request(n, seconds(ahead + n * 2000)))).toBe(401);
    }
    await eventually(
      () => engine.stderr(),
      (text) => text.includes(`clock is 7 min ${word}`) && text.includes('clock-skew'),
    );
    const refused = await eventually(deliveries, ({ length }) => length === 3);
    for (const delivery of refused) expect(delivery).toMatchObject({ outcome: 'rejected', reasonCode });
    expect([200, 204]).toContain(await send(vendor.request(9, seconds(0))));
    await engine.stop();
  });

  it('is not what a replay or a forgery shows', async () => {
    const { engine, send } = await start(vendor.source);
    for (let n = 0; n < 5; n++) expect(await send(vendor.request(1, seconds(-7 * 60_000)))).toBe(401);
    for (let n = 0; n < 5; n++)
      expect(await send(vendor.request(n, seconds(7 * 60_000 + n * 2000), 'wrong secret'))).toBe(401);
    await engine.stop();
    expect(engine.stderr()).not.toContain('clock is');
  });
});
