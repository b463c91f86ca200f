import { describe, expect, it } from 'vitest';
import { liveSourceSchema } from '#shared/config/sources.ts';
import { createCatchUp } from '../../../electron/engine/catch-up/catch-up.ts';
import { StoreError } from '../../../electron/engine/database/store-error.ts';
import { startWatch } from '../../../electron/engine/feed-health/watch.ts';
import { eventually } from '../../support/eventually.ts';

const source = liveSourceSchema.parse({ id: 'main', provider: 'twilio' });
const clock = { now: () => Date.now() };
const locked = new StoreError('locked', 'The database is not open');
const bug = new TypeError('rows is not iterable');

describe('catch-up that cannot read how far it was', () => {
  /** What is logged when the store answers so, one answer an attempt, and then tells. */
  async function logged(answers: readonly Error[]): Promise<unknown[]> {
    const errors: unknown[] = [];
    const left = [...answers];
    let isRead = false;
    const catchUp = createCatchUp({
      sources: [source],
      clock,
      retentionMs: () => 0,
      append: () => undefined,
      store: async () => {
        const error = left.shift();
        if (error) throw error;
        isRead = true;
        return [] as never;
      },
      wait: () => Promise.resolve(),
      onRunning: () => undefined,
      onCompleteness: () => undefined,
      onUnexpectedError: (_during, error) => errors.push(error),
    });
    catchUp.start();
    await eventually(() => isRead, Boolean);
    await catchUp.stop();
    return errors;
  }

  it('says nothing of a database that is not open yet, which is a problem of its own', async () => {
    expect(await logged([locked, locked])).toEqual([]);
  });

  it('logs what should not happen once, however often it tries again', async () => {
    expect(await logged([bug, locked, bug, bug])).toEqual([bug]);
  });
});

describe('the watch over webhooks', () => {
  it.each([
    { error: locked, logged: [] },
    { error: bug, logged: [bug] },
  ])('logs $error.name only where it should not happen', async ({ error, logged }) => {
    const errors: unknown[] = [];
    const watch = startWatch({
      sources: [source],
      clock,
      history: () => Promise.reject(error),
      onChange: () => undefined,
      onUnexpectedError: (_during, unexpected) => errors.push(unexpected),
    });
    await expect(watch.check()).rejects.toBe(error);
    await watch.stop();
    expect(errors).toEqual(logged);
  });
});
