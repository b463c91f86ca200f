import { describe, expect, it } from 'vitest';
import { type LoadedCalls, patchCalls } from '../../../renderer/data/patch-calls.ts';
import { minutesBefore, sampleCall } from '../../support/samples.ts';

const call = (id: string, minutes: number) => sampleCall({ id, startedAt: minutesBefore(minutes) });
const loaded = (nextBefore: string | null): LoadedCalls => ({
  pages: [
    { calls: [call('a', 10), call('b', 20)], nextBefore: 'b', total: 4 },
    { calls: [call('c', 30), call('d', 40)], nextBefore, total: 4 },
  ],
  pageParams: [undefined, 'b'],
});
const ids = ({ pages }: LoadedCalls) => pages.map(({ calls }) => calls.map(({ id }) => id));

describe('changed calls in the loaded pages', () => {
  it('replace what is there, wherever it is', () => {
    const patched = patchCalls(loaded(null), [{ ...call('c', 30), outcome: 'answered' }]);
    expect(ids(patched)).toEqual([
      ['a', 'b'],
      ['c', 'd'],
    ]);
    expect(patched.pages[1]?.calls[0]?.outcome).toBe('answered');
    expect(patched.pages.map(({ total }) => total)).toEqual([4, 4]);
  });

  it('are added where their start belongs, and counted', () => {
    const patched = patchCalls(loaded(null), [call('new', 1), call('late', 25), call('old', 99)]);
    expect(ids(patched)).toEqual([
      ['new', 'a', 'b'],
      ['late', 'c', 'd', 'old'],
    ]);
    expect(patched.pages.map(({ total }) => total)).toEqual([7, 7]);
  });

  it('are left to the next page where they belong beyond what is loaded', () => {
    expect(ids(patchCalls(loaded('d'), [call('old', 99)]))).toEqual([
      ['a', 'b'],
      ['c', 'd'],
    ]);
  });

  it('leave the pages they were given as they are', () => {
    const before = loaded(null);
    patchCalls(before, [call('new', 1)]);
    expect(ids(before)).toEqual([
      ['a', 'b'],
      ['c', 'd'],
    ]);
  });
});
