import { expect, it, vi } from 'vitest';
import type { Inbox, InboxResult } from '../../../electron/engine/intake/inbox.ts';
import { createIntake } from '../../../electron/engine/sockets/intake.ts';
import { createSkewDetector } from '../../../electron/engine/sources/clock-skew.ts';
import { systemClock } from '../../../electron/engine/util/clock.ts';

const megabyte = 1024 * 1024;

function intakeOver(append: Inbox['append']) {
  const pressure: boolean[] = [];
  const intake = createIntake({
    sourceId: 'desk',
    authenticator: null,
    sender: 'vendor',
    inbox: { append },
    clock: systemClock,
    skew: createSkewDetector({ raise: () => {}, clear: () => {} }, () => true),
    onUnaccepted: () => {},
    onProved: () => {},
    onPressure: (isHigh) => void pressure.push(isHigh),
  });
  return { intake, pressure };
}

it('what cannot be stored now is held and tried again, and only then acknowledged', async () => {
  vi.useFakeTimers();
  try {
    const results: InboxResult[] = [
      { outcome: 'unavailable', fault: 'full' },
      { outcome: 'unavailable', fault: 'locked' },
      { outcome: 'accepted' },
    ];
    const { intake } = intakeOver((_entry, done) => done(results.shift() ?? { outcome: 'duplicate' }));
    const onStored = vi.fn();
    intake.receive({ body: Buffer.from('{}'), contentType: 'application/json' }, onStored);
    await vi.advanceTimersByTimeAsync(999);
    expect(onStored).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    expect(onStored).toHaveBeenCalledOnce();
    expect(results).toEqual([]);
    intake.stop();
  } finally {
    vi.useRealTimers();
  }
});

it('the socket is paused while too much is waiting, and read again when little is', async () => {
  const waiting: (() => void)[] = [];
  const { intake, pressure } = intakeOver((_entry, done) =>
    waiting.push(() => done({ outcome: 'accepted' })),
  );
  for (let count = 0; count < 9; count += 1)
    intake.receive({ body: Buffer.alloc(megabyte), contentType: 'application/json' }, () => {});
  expect(pressure).toEqual([true]);
  const drained = intake.drained(60_000);
  for (const store of waiting) store();
  await drained;
  expect(pressure).toEqual([true, false]);
});
