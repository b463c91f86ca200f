import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { describeIssues, isWithinBounds } from '../../../electron/main/ipc/request-bounds.ts';

const long = 'k'.repeat(2_000_000);
const nested = (depth: number): unknown => {
  let value: unknown = 1;
  for (let n = 0; n < depth; n += 1) value = [value];
  return value;
};
const circle: Record<string, unknown> = {};
circle.self = circle;

describe('a request of the window', () => {
  it.each([
    ['nothing', undefined],
    [
      'a large settings patch',
      { a: 'x'.repeat(200_000), list: Array.from({ length: 10_000 }, (_, n) => `${n}`) },
    ],
    ['one of some depth', nested(1000)],
  ])('%s is parsed', (_, request) => {
    expect(isWithinBounds(request)).toBe(true);
  });

  it.each([
    ['a long key', { [long]: 1 }],
    ['a long text', { a: { b: [long] } }],
    ['many values', Array.from({ length: 1_000_000 }, () => 0)],
    ['many keys', Object.fromEntries(Array.from({ length: 100_000 }, (_, n) => [n, 0]))],
    ['one that contains itself', circle],
    ['great depth', nested(100_000)],
    ['bytes', new Uint8Array(2_000_000)],
    ['a map, which no method takes', new Map()],
  ])('%s is refused before it is parsed', (_, request) => {
    expect(isWithinBounds(request)).toBe(false);
  });

  it('is described in short, however long and many its faults are', () => {
    const schema = z.strictObject({
      port: z.int(),
      names: z.array(z.string()),
      known: z.record(z.string(), z.int()),
    });
    const request = {
      port: 'x',
      names: Array.from({ length: 10_000 }, () => 1),
      known: { ['n'.repeat(500_000)]: 'x' },
      ['k'.repeat(500_000)]: 1,
    };
    const { error } = schema.safeParse(request);
    if (!error) throw new Error('It was taken');
    const text = describeIssues(error);
    expect(text).toContain('at port');
    expect(text.length).toBeLessThan(2000);
  });

  it('keeps the words of a short fault', () => {
    const { error } = z.strictObject({ port: z.int() }).safeParse({ port: 'x' });
    if (!error) throw new Error('It was taken');
    expect(describeIssues(error)).toBe(z.prettifyError(error));
  });
});
