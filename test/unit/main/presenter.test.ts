import { describe, expect, it } from 'vitest';
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
  const presenter = new NotificationPresenter(async (options) => {
    attempts += 1;
    if (current) throw current;
    shown.push(options);
    return { close: () => closed.push(options.title) };
  });
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
    await presenter.present(notification('2:1', 'b'));
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
