import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { durationWords, trackLength } from '#shared/format/duration.ts';
import { readerLocale } from '#shared/format/locale.ts';
import { timeWords } from '#shared/format/time.ts';

const { ago, at, dayHeading, since } = timeWords('en-US');

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

/** Sunday 15:00 in New York, the day before. */
const sunday = '2026-11-22T20:00:00Z';

describe('the locale that everything is written in', () => {
  it.each([
    ['en-US', 'Sun, Nov 22', 'Nov 22, 2026, 3:00 PM'],
    ['en-GB', 'Sun 22 Nov', '22 Nov 2026, 15:00'],
    ['en-AU', 'Sun, 22 Nov', '22 Nov 2026, 3:00 pm'],
    ['de-DE', 'Sun 22 Nov', '22 Nov 2026, 15:00'],
    ['fr-FR', 'Sun 22 Nov', '22 Nov 2026, 15:00'],
    ['ja-JP', 'Sun, Nov 22', 'Nov 22, 2026, 15:00'],
    ['ar-EG', 'Sun 22 Nov', '22 Nov 2026, 3:00 pm'],
    ['fa-IR', 'Sun, Nov 22', 'Nov 22, 2026, 15:00'],
    ['th-TH', 'Sun 22 Nov', '22 Nov 2026, 15:00'],
    ['en-EG', 'Sun 22 Nov', '22 Nov 2026, 3:00 pm'],
    ['de-DE-u-hc-h12', 'Sun 22 Nov', '22 Nov 2026, 3:00 pm'],
    ['en-US-u-hc-h23', 'Sun, Nov 22', 'Nov 22, 2026, 15:00'],
    ['de', 'Sun 22 Nov', '22 Nov 2026, 15:00'],
    ['no tag', 'Sun, Nov 22', 'Nov 22, 2026, 3:00 PM'],
  ])('has English words in the order and hours of %s', (system, day, moment) => {
    const date = new Intl.DateTimeFormat(readerLocale(system), {
      weekday: 'short',
      day: 'numeric',
      month: 'short',
    });
    expect(date.format(new Date(sunday))).toBe(day);
    // Some versions of ICU put a narrow space before "PM".
    expect(timeWords(system).dateTime(sunday).replaceAll('\u202f', ' ')).toBe(moment);
  });

  it('is the same for its own answer, and writes nothing but English', () => {
    const letters = fc.constantFrom('en', 'de', 'ja', 'ar', 'fa', 'th', 'zh', 'ko', 'hu', 'es', 'tlh');
    const regions = fc.constantFrom(
      'US',
      'GB',
      'DE',
      'JP',
      'EG',
      'IR',
      'TH',
      'CN',
      'KR',
      'HU',
      '419',
      '001',
      'ZZ',
    );
    const hours = fc.constantFrom('', '-u-hc-h12', '-u-hc-h23', '-u-nu-arab', '-u-ca-buddhist');
    fc.assert(
      fc.property(
        letters,
        regions,
        hours,
        fc.integer({ min: 0, max: 400 * 24 }),
        (letter, region, hour, hoursAgo) => {
          const system = `${letter}-${region}${hour}`;
          const locale = readerLocale(system);
          expect(readerLocale(locale)).toBe(locale);
          const words = timeWords(system);
          const moment = new Date(now - hoursAgo * 3_600_000).toISOString();
          const told = [
            words.ago(moment, now),
            words.at(moment, now),
            words.since(moment, now),
            words.exactTime(moment),
            words.dayHeading(moment, now),
            words.dateTime(moment),
            words.fullDate(moment),
          ].join(' ');
          expect(told).toMatch(/^[\w ,.:\u202f]+$/);
          for (const word of told.match(/[A-Za-z]{2,}/g) ?? []) expect(english).toContain(word.toLowerCase());
        },
      ),
    );
  });
});

const days = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
const months = [
  ...['january', 'february', 'march', 'april', 'may', 'june', 'july'],
  ...['august', 'september', 'october', 'november', 'december'],
];
const english = [
  ...[...days, ...months].flatMap((name) => [name, name.slice(0, 3)]),
  ...['sept', 'june', 'july', 'am', 'pm', 'at', 'today', 'yesterday', 'just', 'now', 'min', 'ago'],
];
