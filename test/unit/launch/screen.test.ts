import { describe, expect, it } from 'vitest';
import { xauthority } from '../../../electron/tooling/screen.ts';
import { onStopSignals } from '../../../electron/tooling/stop-signals.ts';

describe('xauthority', () => {
  it('fits any display: FamilyWild, no address, no number, a magic cookie', () => {
    const bytes = xauthority(Buffer.from('0123456789abcdef'));
    expect(bytes.subarray(0, 6).toString('hex')).toBe('ffff00000000');
    expect(bytes.subarray(6, 8).readUInt16BE()).toBe('MIT-MAGIC-COOKIE-1'.length);
    expect(bytes.subarray(8, 26).toString()).toBe('MIT-MAGIC-COOKIE-1');
    expect(bytes.subarray(26).toString('latin1')).toBe('\0\x100123456789abcdef');
  });
});

describe('onStopSignals', () => {
  it('takes an echo of the first signal for the same wish, and a later one for a second', () => {
    const before = process.listeners('SIGTERM');
    const calls: string[] = [];
    let now = 0;
    onStopSignals({ stop: () => calls.push('stop'), force: () => calls.push('force') }, () => now);
    const [listener] = process.listeners('SIGTERM').filter((found) => !before.includes(found));
    expect(listener).toBeDefined();
    listener?.('SIGTERM');
    now = 300;
    listener?.('SIGTERM');
    expect(calls).toEqual(['stop']);
    now = 5000;
    listener?.('SIGTERM');
    expect(calls).toEqual(['stop', 'force']);
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
      if (listener) process.off(signal, listener);
  });
});
