import { expect, it } from 'vitest';
import { createAttempt, longestWaitMs } from '../../../electron/engine/catch-up/attempt.ts';
import { VendorError } from '../../../electron/engine/providers/contract/vendor-error.ts';

function attempts(failures: readonly VendorError[]) {
  const waits: number[] = [];
  let count = 0;
  const controller = new AbortController();
  const attempt = createAttempt({
    signal: controller.signal,
    wait: async (ms) => void waits.push(ms),
    random: () => 1,
  });
  const run = () =>
    attempt(async () => {
      const failure = failures[count++];
      if (failure) throw failure;
      return 'done';
    });
  return { run, waits, count: () => count, stop: () => controller.abort(new Error('stopped')) };
}
const failed = (status: number) => new VendorError('failed', 'failed', { status });
const limited = (retryAfterMs: number | null) =>
  new VendorError('limited', 'limited', { status: 429, retryAfterMs });

it('waits longer each time, and gives up after five attempts', async () => {
  const one = attempts([failed(503), new VendorError('unreachable', 'no answer'), limited(null)]);
  expect(await one.run()).toBe('done');
  expect(one.waits).toEqual([500, 1000, 2000]);
  const many = attempts(Array.from({ length: 9 }, () => failed(500)));
  await expect(many.run()).rejects.toMatchObject({ status: 500 });
  expect(many.count()).toBe(5);
});

it('does not repeat what will not pass, nor wait for longer than a run should take', async () => {
  for (const error of [
    failed(400),
    new VendorError('refused', 'refused', { status: 401 }),
    limited(longestWaitMs + 1),
  ]) {
    const one = attempts([error]);
    await expect(one.run()).rejects.toBe(error);
    expect(one.waits).toEqual([]);
  }
});

it('ends when it is stopped', async () => {
  const one = attempts([]);
  one.stop();
  await expect(one.run()).rejects.toThrow('stopped');
  expect(one.count()).toBe(0);
});
