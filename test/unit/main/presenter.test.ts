import { describe, expect, it } from 'vitest';
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

function setUp(fails = false) {
  const shown: ShowOptions[] = [];
  const closed: string[] = [];
  const results: string[] = [];
  const presenter = new NotificationPresenter(async (options) => {
    if (fails) throw new Error('no service');
    shown.push(options);
    return { close: () => closed.push(options.title) };
  });
  presenter.on('result', ({ id, result }) => results.push(`${id} ${result}`));
  return { presenter, shown, closed, results };
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
    const refused = setUp(true);
    await refused.presenter.present(notification('1:1', 'a'));
    expect(refused.results).toEqual(['1:1 failed']);
    const { presenter, shown } = setUp();
    const clicked: string[] = [];
    presenter.on('click', ({ call }) => clicked.push(call.providerCallId));
    await presenter.present(notification('2:1', 'c'));
    shown[0]?.onClick();
    expect(clicked).toEqual(['c']);
  });
});

describe('what is remembered', () => {
  it('forgets the oldest beyond its limit', () => {
    const map = new RecentMap<number, string>(2);
    for (const key of [1, 2, 1, 3]) map.set(key, String(key));
    expect([map.get(1), map.get(2), map.get(3), map.size]).toEqual(['1', undefined, '3', 2]);
  });
});
