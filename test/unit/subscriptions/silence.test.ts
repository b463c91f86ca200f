import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { unusualSilence } from '../../../electron/engine/feed-health/silence.ts';

const hourMs = 3_600_000;
/** Monday, 2026-11-02 00:00 UTC, in hours since the Unix epoch. */
const monday = Date.UTC(2026, 10, 2) / hourMs;
const week = 168;

/** Calls in every hour from 14 to 22 UTC, Monday to Friday, of the weeks before the fifth one. */
const officeHours = new Set<number>();
for (let weekNumber = 0; weekNumber < 4; weekNumber += 1)
  for (let day = 0; day < 5; day += 1)
    for (let hour = 14; hour < 23; hour += 1) officeHours.add(monday + weekNumber * week + day * 24 + hour);
const fifthMonday = monday + 4 * week;
/** The last event of the fourth Friday. */
const fridayEvening = (fifthMonday - 3 * 24 + 22) * hourMs + 1000;

const silenceAt = (hour: number, changes: Partial<Parameters<typeof unusualSilence>[0]> = {}) =>
  unusualSilence({
    hours: officeHours,
    lastEventAt: fridayEvening,
    watchingSince: fridayEvening,
    now: hour * hourMs,
    ...changes,
  });

describe('unusual silence', () => {
  it('is not a weekend, nor a night', () => {
    for (let hour = fifthMonday - 2 * 24; hour <= fifthMonday + 14; hour += 1)
      expect(silenceAt(hour)).toBeNull();
  });

  it('is a working day without a call', () => {
    const first = Array.from({ length: 24 }, (_, hour) => fifthMonday + hour).find(
      (hour) => silenceAt(hour) !== null,
    );
    expect(first).toBe(fifthMonday + 22);
    expect(silenceAt(fifthMonday + 23)).toEqual({ since: fridayEvening, busyHours: 9 });
  });

  it('ends with the next event', () => {
    expect(silenceAt(fifthMonday + 23, { lastEventAt: (fifthMonday + 22) * hourMs })).toBeNull();
  });

  it('is not the time when nobody was listening', () => {
    expect(silenceAt(fifthMonday + 23, { watchingSince: (fifthMonday + 18) * hourMs })).toBeNull();
    expect(silenceAt(fifthMonday + 23, { watchingSince: Number.POSITIVE_INFINITY })).toBeNull();
  });

  it('is never said of less than three weeks', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: 0, max: 2 * week }), { minLength: 1 }),
        fc.integer({ min: 0, max: week - 1 }),
        (hours, later) => {
          const known = new Set(hours.map((hour) => monday + hour));
          const newest = Math.max(...known);
          const at = newest * hourMs;
          const now = Math.min(newest + later, Math.min(...known) + 3 * week) * hourMs;
          expect(unusualSilence({ hours: known, lastEventAt: at, watchingSince: at, now })).toBeNull();
        },
      ),
    );
  });

  it('is never said within seven hours of an event, whatever the pattern', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: 0, max: 5 * week }), { minLength: 50, maxLength: 800 }),
        fc.integer({ min: 0, max: 7 * hourMs }),
        (hours, sinceEvent) => {
          const now = (monday + 5 * week) * hourMs;
          const known = new Set(hours.map((hour) => monday + hour));
          expect(
            unusualSilence({ hours: known, lastEventAt: now - sinceEvent, watchingSince: 0, now }),
          ).toBeNull();
        },
      ),
    );
  });

  it('is seldom said of calls that come by chance', () => {
    // A tenth of all hours have a call: no hour of the week is reliably busy.
    let state = 1;
    const random = (): number => {
      state = (state * 48_271) % 2_147_483_647;
      return state / 2_147_483_647;
    };
    let said = 0;
    for (let trial = 0; trial < 200; trial += 1) {
      const hours = new Set<number>();
      for (let hour = 0; hour < 5 * week; hour += 1) if (random() < 0.1) hours.add(monday + hour);
      const at = (monday + 5 * week) * hourMs;
      if (unusualSilence({ hours, lastEventAt: at, watchingSince: at, now: at + 72 * hourMs })) said += 1;
    }
    expect(said).toBe(0);
  });
});
