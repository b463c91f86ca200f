import { expect, it } from 'vitest';
import { appendEvent, openTestStore, workOff } from '../../support/store.ts';

const start = Date.UTC(2026, 10, 23, 14, 0, 0);

it('says how often a caller tried, in how long, and no longer so when the day was longer', () => {
  let now = start;
  const store = openTestStore({ clock: { now: () => now } });
  const bodies: string[] = [];
  for (const minutes of [0, 4, 10, 180]) {
    now = start + minutes * 60_000;
    const data = {
      callId: `call_${minutes}`,
      direction: 'inbound',
      from: '+14155550123',
      to: '+14155550100',
      startedAt: new Date(now).toISOString(),
    };
    appendEvent(store, { id: `evt_${minutes}`, type: 'call.missed', data }, now);
    bodies.push(...workOff(store).notifications.map(({ body }) => body));
  }
  expect(bodies).toEqual([
    'just now',
    'just now - 2nd time in 4 min',
    'just now - 3rd time in 10 min',
    'just now - 4th time today',
  ]);
  store.close();
});
