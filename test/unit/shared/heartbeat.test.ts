import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createHeartbeat } from '#shared/util/heartbeat.ts';

describe('a heartbeat', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  const setUp = (answers: boolean) => {
    const onSilence = vi.fn();
    const ask = vi.fn(() => {
      if (answers) heartbeat.answered();
    });
    const heartbeat = createHeartbeat({ everyMs: 1000, silentAfter: 3, ask, onSilence });
    heartbeat.start();
    return { heartbeat, ask, onSilence };
  };

  it('is silent after so many questions without an answer, and says so once', () => {
    const { ask, onSilence } = setUp(false);
    vi.advanceTimersByTime(3999);
    expect(onSilence).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(onSilence).toHaveBeenCalledOnce();
    vi.advanceTimersByTime(60_000);
    expect(onSilence).toHaveBeenCalledOnce();
    expect(ask).toHaveBeenCalledTimes(3);
  });

  it('goes on for as long as it is answered, late answers included', () => {
    const { heartbeat, ask, onSilence } = setUp(true);
    vi.advanceTimersByTime(600_000);
    expect(ask).toHaveBeenCalledTimes(600);
    ask.mockImplementation(() => undefined);
    vi.advanceTimersByTime(3000);
    heartbeat.answered();
    vi.advanceTimersByTime(3000);
    expect(onSilence).not.toHaveBeenCalled();
  });

  it('takes a long sleep for one question at the most', () => {
    const { onSilence } = setUp(false);
    // The clock jumps while nothing runs; the timer fires once when the computer wakes.
    vi.setSystemTime(Date.now() + 8 * 60 * 60_000);
    vi.advanceTimersByTime(1000);
    expect(onSilence).not.toHaveBeenCalled();
  });

  it('asks nothing when it is stopped, and begins anew when started again', () => {
    const { heartbeat, ask, onSilence } = setUp(false);
    vi.advanceTimersByTime(3000);
    heartbeat.stop();
    vi.advanceTimersByTime(10_000);
    expect(ask).toHaveBeenCalledTimes(3);
    heartbeat.start();
    vi.advanceTimersByTime(3000);
    expect(onSilence).not.toHaveBeenCalled();
  });
});
