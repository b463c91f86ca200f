import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { NotificationError } from '../../../electron/main/notifications/error.ts';
import { NotificationPresenter } from '../../../electron/main/notifications/presenter.ts';
import { RecentMap } from '../../../electron/main/notifications/recent.ts';
import type { ShowOptions } from '../../../electron/main/notifications/system.ts';
import { callSchema } from '../../../shared/contract/calls.ts';
import type { EngineNotification } from '../../../shared/contract/notifications.ts';

const notification = (
  id: string,
  providerCallId: string,
  replaces: string | null = null,
): EngineNotification => ({
  id,
  replaces,
  kind: 'missed',
  title: `title ${id}`,
  body: 'body',
  silent: false,
  call: callSchema.parse({
    id: id.split(':')[0],
    sourceId: 'main',
    provider: 'hmac',
    providerCallId,
    direction: 'inbound',
    from: '+14155550123',
    to: null,
    callerName: null,
    at: '2026-11-23T14:00:00.000Z',
    startedAt: null,
    answeredAt: null,
    endedAt: null,
    durationSeconds: null,
    outcome: 'missed',
    voicemail: null,
    foundLater: false,
    isTest: false,
  }),
});

function setUp(failure: Error | null = null) {
  let attempts = 0;
  let current = failure;
  const shown: ShowOptions[] = [];
  const closed: string[] = [];
  const results: string[] = [];
  const presenter = new NotificationPresenter(
    async (options) => {
      attempts += 1;
      if (current) throw current;
      shown.push(options);
      return { close: () => closed.push(options.title) };
    },
    () => ({ region: 'US', locale: 'en-US' }),
  );
  presenter.on('result', ({ id, result }) => results.push(`${id} ${result}`));
  const recover = (): void => {
    current = null;
  };
  return { presenter, shown, closed, results, recover, attempts: () => attempts };
}

describe('notifications', () => {
  it('are taken back when the call turns out to be answered, and no others', async () => {
    const { presenter, closed } = setUp();
    const missed = notification('1:1', 'a');
    await presenter.present(missed);
    const other = notification('2:1', 'b');
    await presenter.present({ ...other, call: { ...other.call, from: '+14155550147' } });
    presenter.withdraw([{ ...missed.call, outcome: 'voicemail' }]);
    expect(closed).toEqual([]);
    presenter.withdraw([{ ...missed.call, outcome: 'answered' }]);
    presenter.withdraw([{ ...missed.call, outcome: 'answered' }]);
    expect(closed).toEqual(['title 1:1']);
  });

  it('are shown once for an ID, and answered each time they are asked for', async () => {
    const { presenter, shown, results } = setUp();
    await Promise.all([
      presenter.present(notification('1:1', 'a')),
      presenter.present(notification('1:1', 'a')),
    ]);
    await presenter.present(notification('1:1', 'a'));
    expect(shown).toHaveLength(1);
    expect(results).toEqual(['1:1 shown', '1:1 shown']);
  });

  it('take the place of the earlier one of the same call', async () => {
    const { presenter, shown, closed } = setUp();
    await presenter.present(notification('1:1', 'a'));
    await presenter.present(notification('1:2', 'a', '1:1'));
    expect(closed).toEqual(['title 1:1']);
    expect(shown.map(({ title }) => title)).toEqual(['title 1:1', 'title 1:2']);
  });

  it('are not confused with those of a database that was started afresh', async () => {
    const { presenter, shown } = setUp();
    await presenter.present(notification('1:1', 'a'));
    await presenter.present(notification('1:1', 'b'));
    expect(shown).toHaveLength(2);
  });

  it('tell when the system refuses them, and pass on a click', async () => {
    const refused = setUp(new Error('refused'));
    await refused.presenter.present(notification('1:1', 'a'));
    expect(refused.results).toEqual(['1:1 postponed']);
    for (let attempt = 2; attempt <= 5; attempt += 1)
      await refused.presenter.present(notification('1:1', 'a'));
    expect(refused.results.slice(-2)).toEqual(['1:1 postponed', '1:1 failed']);
    await refused.presenter.present(notification('1:1', 'a'));
    expect(refused.attempts()).toBe(5);
    const { presenter, shown } = setUp();
    const clicked: string[] = [];
    presenter.on('click', ({ call }) => clicked.push(call.providerCallId));
    await presenter.present(notification('2:1', 'c'));
    shown[0]?.onClick();
    expect(clicked).toEqual(['c']);
  });
});

/** Of another caller than all others with its number. */
const fromCaller = (n: number, call = n): EngineNotification => {
  const told = notification(`${call}:1`, `call ${call}`);
  const from = `+141555501${String(n).padStart(2, '0')}`;
  return { ...told, title: `caller ${n}`, call: { ...told.call, from, at: new Date().toISOString() } };
};

describe('pop-ups', () => {
  it('are one a caller: a later one takes the place of the earlier', async () => {
    const { presenter, shown, closed } = setUp();
    await presenter.present(fromCaller(1, 1));
    await presenter.present(fromCaller(2, 2));
    await presenter.present({ ...fromCaller(1, 3), title: 'caller 1, 2nd time' });
    expect(closed).toEqual(['caller 1']);
    expect(shown.map(({ title }) => title)).toEqual(['caller 1', 'caller 2', 'caller 1, 2nd time']);
  });

  it('of withheld numbers are one a call', async () => {
    const { presenter, closed } = setUp();
    for (const n of [1, 2]) {
      const told = fromCaller(n);
      await presenter.present({ ...told, call: { ...told.call, from: null } });
    }
    expect(closed).toEqual([]);
  });

  it('become one when more than five callers come in a minute, and it grows in place', async () => {
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    const { presenter, shown, closed, results } = setUp();
    const clicked: string[] = [];
    presenter.on('click', ({ kind }) => clicked.push(kind));
    const presentAll = async (all: readonly EngineNotification[]): Promise<void> => {
      const presented = all.map((one) => presenter.present(one));
      await vi.advanceTimersByTimeAsync(1000);
      await Promise.all(presented);
    };
    await presentAll([1, 2, 3, 4, 5].map((n) => fromCaller(n)));
    expect(shown).toHaveLength(5);
    await presentAll(Array.from({ length: 40 }, (_, index) => fromCaller(index + 6)));
    expect(shown.slice(5).map(({ title, silent }) => [title, silent])).toEqual([['45 missed calls', false]]);
    expect(closed).toEqual(['caller 1', 'caller 2', 'caller 3', 'caller 4', 'caller 5']);
    await presentAll([fromCaller(46)]);
    expect(shown.slice(6).map(({ title, silent }) => [title, silent])).toEqual([['46 missed calls', true]]);
    expect(closed.slice(5)).toEqual(['45 missed calls']);
    expect(results).toHaveLength(46);
    expect(results.every((result) => result.endsWith('shown'))).toBe(true);
    shown.at(-1)?.onClick();
    expect(clicked).toEqual(['digest']);

    await vi.advanceTimersByTimeAsync(60_000);
    await presentAll([fromCaller(47)]);
    expect(shown.at(-1)?.title).toBe('caller 47');
  });

  it('stay apart for five callers in a minute, however often each of them tries', async () => {
    const { presenter, shown } = setUp();
    for (let call = 1; call <= 20; call += 1) await presenter.present(fromCaller(call % 5, call));
    expect(shown.map(({ title }) => title).every((title) => title.startsWith('caller'))).toBe(true);
  });

  it('of tests are withdrawn when the tests are removed, and no others', async () => {
    const { presenter, closed } = setUp();
    const test = fromCaller(1);
    await presenter.present({ ...test, call: { ...test.call, isTest: true } });
    await presenter.present(fromCaller(2));
    presenter.withdrawTests();
    expect(closed).toEqual(['caller 1']);
  });
});

describe('a notification that the system cannot show now', () => {
  it.each(['no-service', 'no-answer'] as const)('is shown when it is told again after %s', async (code) => {
    const { presenter, shown, results, recover } = setUp(new NotificationError(code, 'Away.'));
    for (let attempt = 1; attempt <= 7; attempt += 1) await presenter.present(notification('1:1', 'a'));
    expect(new Set(results)).toEqual(new Set(['1:1 postponed']));
    expect(presenter.hasKeptBack).toBe(true);
    recover();
    await presenter.present(notification('2:1', 'b'));
    expect(presenter.hasKeptBack).toBe(true);
    // Late ones come in a digest.
    const { call } = notification('1:1', 'a');
    await presenter.present({ ...notification('digest:1', 'a'), kind: 'digest', calls: [call] });
    expect(presenter.hasKeptBack).toBe(false);
    expect(shown.map(({ title }) => title)).toEqual(['title 2:1', 'title digest:1']);
  });

  it('is not waited for when the call was answered meanwhile', async () => {
    const { presenter } = setUp(new NotificationError('no-service', 'Away.'));
    const missed = notification('1:1', 'a');
    await presenter.present(missed);
    presenter.withdraw([{ ...missed.call, outcome: 'answered' }]);
    expect(presenter.hasKeptBack).toBe(false);
  });
});

describe('what is remembered', () => {
  it('forgets the oldest beyond its limit', () => {
    const map = new RecentMap<number, string>(2);
    for (const key of [1, 2, 1, 3]) map.set(key, String(key));
    expect([map.get(1), map.get(2), map.get(3), map.size]).toEqual(['1', undefined, '3', 2]);
  });
});
