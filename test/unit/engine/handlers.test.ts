import { describe, expect, expectTypeOf, it } from 'vitest';
import { createRequest, type NetworkContext } from '../../../electron/engine/handlers.ts';
import type { ExactlyOneOf } from '../../../electron/engine/methods/handler.ts';

describe('requests to the engine', () => {
  const asked: [string, unknown][] = [];
  const request = createRequest(
    {
      catchUp: {
        run: (sourceId) => {
          asked.push(['catch-up', sourceId]);
          return Promise.resolve({ sources: [], nothingMissingSince: null });
        },
      },
    } as Partial<NetworkContext> as NetworkContext,
    {
      request: (method, params) => {
        asked.push([method, params]);
        return Promise.resolve({ calls: [], nextBefore: null, total: 0 }) as never;
      },
    },
  );

  it('reach their handlers parsed, with defaults filled in and without what the contract does not know', async () => {
    await request('calls.list', { more: 'than the contract' } as object);
    await request('catchUp.run', { sourceId: 'main' });
    expect(asked).toEqual([
      ['calls.list', { limit: 100 }],
      ['catch-up', 'main'],
    ]);
  });

  it('reach no handler with parameters that the contract refuses', async () => {
    asked.length = 0;
    await expect(request('calls.list', { limit: -1 })).rejects.toMatchObject({ name: 'ZodError' });
    await expect(request('catchUp.run', { sourceId: 7 as never })).rejects.toMatchObject({
      name: 'ZodError',
    });
    expect(asked).toEqual([]);
  });
});

it('the guard over handlers names what is missing, doubled or unknown', () => {
  expectTypeOf<ExactlyOneOf<'a' | 'b', 'a', 'b'>>().toEqualTypeOf<true>();
  expectTypeOf<ExactlyOneOf<'a' | 'b', 'a', never>>().toEqualTypeOf<{
    missing: 'b';
    doubled: never;
    unknown: never;
  }>();
  expectTypeOf<ExactlyOneOf<'a' | 'b', 'a' | 'b' | 'c', 'b'>>().toEqualTypeOf<{
    missing: never;
    doubled: 'b';
    unknown: 'c';
  }>();
});
