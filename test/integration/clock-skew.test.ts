import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { startEngineProcess, temporaryFolder } from '../support/engine-process.ts';
import { eventually } from '../support/eventually.ts';
import { hmacSecret, hmacSource, missedCall } from '../support/generic-events.ts';

const config = { port: 0, sources: [{ ...hmacSource, options: { preset: 'stripe' } }] };
const engineNow = Date.UTC(2026, 10, 23, 14, 0, 0);

/** Signed in the Stripe style at a time of the sender's clock. @param at milliseconds since the Unix epoch. */
async function send(url: string, n: number, at: number, secret = hmacSecret): Promise<number> {
  const body = JSON.stringify(missedCall(n));
  const t = Math.floor(at / 1000);
  const signature = `t=${t},v1=${createHmac('sha256', secret).update(`${t}.${body}`).digest('hex')}`;
  const response = await fetch(`${url}/hooks/main`, {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json', 'x-signature': signature },
  });
  return response.status;
}
const start = () =>
  startEngineProcess({
    dataFolder: temporaryFolder(),
    config,
    arguments: ['--clock', new Date(engineNow).toISOString()],
  });

describe('a clock that is wrong', () => {
  it.each([
    ['slow', 7 * 60_000],
    ['fast', -7 * 60_000],
  ])('is noticed when it is 7 min %s', async (word, ahead) => {
    const engine = await start();
    for (let n = 0; n < 3; n++) expect(await send(engine.url, n, engineNow + ahead + n * 2000)).toBe(401);
    await eventually(
      () => engine.stderr(),
      (text) => text.includes(`clock is 7 min ${word}`),
    );
    expect(await send(engine.url, 9, engineNow)).toBe(200);
    await engine.stop();
  });

  it('is not what a replay or a forgery shows', async () => {
    const engine = await start();
    for (let n = 0; n < 5; n++) expect(await send(engine.url, n, engineNow - 7 * 60_000)).toBe(401);
    for (let n = 0; n < 5; n++)
      expect(await send(engine.url, n, engineNow + 7 * 60_000 + n * 2000, 'wrong secret')).toBe(401);
    await engine.stop();
    expect(engine.stderr()).not.toContain('clock is');
  });
});
