import { describe, expect, it } from 'vitest';
import { ago, at, dayHeading, durationWords, since, trackLength } from '../../../renderer/time/words.ts';

/** Monday 10:30 in New York. */
const now = Date.parse('2026-11-23T15:30:00Z');

describe('times as a person says them', () => {
  it.each([
    ['2026-11-23T15:30:20Z', 'just now'],
    ['2026-11-23T15:29:01Z', 'just now'],
    ['2026-11-23T15:26:00Z', '4 min ago'],
    ['2026-11-23T12:29:00Z', '3 h ago'],
    ['2026-11-23T05:00:00Z', '10 h ago'],
    ['2026-11-23T04:59:00Z', 'yesterday 11:59 PM'],
    ['2026-11-20T15:30:00Z', 'Fri 10:30 AM'],
    ['2026-11-12T15:30:00Z', 'Nov 12'],
    ['2025-11-12T15:30:00Z', 'Nov 12, 2025'],
  ])('%s is %s', (iso, words) => {
    expect(ago(iso, now)).toBe(words);
  });

  it('names the day before the time', () => {
    expect(at('2026-11-23T14:12:00Z', now)).toBe('today 9:12 AM');
    expect(at('2026-11-22T14:12:00Z', now)).toBe('yesterday 9:12 AM');
    expect(since('2026-11-23T14:12:00Z', now)).toBe('9:12 AM');
    expect(since('2026-11-22T14:12:00Z', now)).toBe('yesterday 9:12 AM');
  });

  it('counts days by midnights where the clock is changed between them', () => {
    const afterChange = Date.parse('2026-11-01T17:00:00Z');
    expect(dayHeading('2026-10-31T04:30:00Z', afterChange)).toBe('Yesterday');
    expect(dayHeading('2026-11-01T04:30:00Z', afterChange)).toBe('Today');
  });

  it('says lengths', () => {
    expect([0, 7, 42, 63, 3599, 3725].map(trackLength)).toEqual([
      '0:00',
      '0:07',
      '0:42',
      '1:03',
      '59:59',
      '1:02:05',
    ]);
    expect([42, 60, 734, 3600, 4210].map(durationWords)).toEqual([
      '42 s',
      '1 min',
      '12 min',
      '1 h',
      '1 h 10 min',
    ]);
  });
});
