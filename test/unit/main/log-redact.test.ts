import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createLog } from '../../../electron/main/log/log.ts';
import { redactFields, redactText } from '../../../electron/main/log/redact.ts';
import { RotatingFile } from '../../../electron/main/log/rotating-file.ts';

describe('the log', () => {
  it.each([
    ['call from +14155550123', 'call from [number]'],
    ['call from (415) 555-0123', 'call from [number]'],
    ['call from +44 1632 960123', 'call from [number]'],
    ['GET https://crm.example/c?phone=%2B14155550123', 'GET https://crm.example/c?[query]'],
    ['at https://user:pass@crm.example/', 'at https://crm.example/'],
    ['tel:+14155550123', 'tel:[number]'],
    [
      'at wss://a:b@one.example/x,https://c@two.example/y?z',
      'at wss://one.example/x,https://two.example/y?[query]',
    ],
    ['on 2026-01-02 at 127.0.0.1:4519', 'on 2026-01-02 at 127.0.0.1:4519'],
  ])('%j becomes %j', (text, expected) => {
    expect(redactText(text)).toBe(expected);
  });

  it('hides fields by name, also deep inside', () => {
    expect(
      redactFields({
        config: { sources: [{ id: 'main', secrets: ['x'] }] },
        from: 'y',
        authToken: 'z',
        code: 1,
      }),
    ).toEqual({
      config: { sources: [{ id: 'main', secrets: '[redacted]' }] },
      from: '[redacted]',
      authToken: '[redacted]',
      code: 1,
    });
  });

  // A quarter of a million of these took minutes when each start was followed to the end.
  it.each(['a://', 'a.', 'a://b@', '1 ', '(', '1((((', 'tel:', '"', '+1', 'x://?'])(
    'reads a long text of %j once',
    (part) => {
      const unit = part.repeat(2);
      const started = performance.now();
      redactText(unit.repeat(1000));
      const short = performance.now() - started;
      const text = redactText(unit.repeat(250_000 / unit.length));
      const long = performance.now() - started - short;
      expect(text.length).toBeLessThan(4100);
      expect(long).toBeLessThan(Math.max(1000, 1000 * short));
    },
  );

  it('cuts a long text and a long key, and only behind what is hidden', () => {
    const text = redactText(`${'x'.repeat(3995)} +14155550123`);
    expect(text).toMatch(/x \[num… \(4004 characters\)$/);
    const [key = ''] = Object.keys(redactFields({ ['k'.repeat(1_000_000)]: 1 }) as object);
    expect(key.length).toBeLessThan(4100);
  });

  it.skipIf(process.platform === 'win32')(
    'is for its user only, whatever the umask, and what was there before',
    () => {
      const folder = mkdtempSync(join(tmpdir(), 'ringback-log-'));
      const modeOf = (name: string) => (statSync(join(folder, name)).mode & 0o777).toString(8);
      const before = process.umask(0);
      try {
        mkdirSync(join(folder, 'earlier'), { mode: 0o755 });
        writeFileSync(join(folder, 'earlier/ringback.log.1'), '', { mode: 0o644 });
        chmodSync(join(folder, 'earlier'), 0o777);
        for (const logs of ['earlier', 'fresh/logs']) createLog(join(folder, logs))('info', 'x');
      } finally {
        process.umask(before);
      }
      expect(['earlier', 'fresh/logs'].map(modeOf)).toEqual(['700', '700']);
      expect(
        ['earlier/ringback.log', 'earlier/ringback.log.1', 'fresh/logs/ringback.log'].map(modeOf),
      ).toEqual(['600', '600', '600']);
      rmSync(folder, { recursive: true });
    },
  );

  it('is written as JSON lines, redacted', () => {
    const folder = mkdtempSync(join(tmpdir(), 'ringback-log-'));
    createLog(folder)('warn', 'failed for +14155550123', {
      secret: 'x',
      error: new Error('to +14155550123'),
    });
    const line = JSON.parse(readFileSync(join(folder, 'ringback.log'), 'utf8'));
    expect(line).toMatchObject({
      msg: 'failed for [number]',
      secret: '[redacted]',
      error: { message: 'to [number]' },
    });
    rmSync(folder, { recursive: true });
  });

  it('never grows beyond its bound', () => {
    const folder = mkdtempSync(join(tmpdir(), 'ringback-log-'));
    const file = new RotatingFile(join(folder, 'a.log'), { maxBytes: 100, keep: 2 });
    for (let index = 0; index < 50; index += 1) file.write(`${String(index).padStart(29, '0')}\n`);
    expect(readdirSync(folder).sort()).toEqual(['a.log', 'a.log.1', 'a.log.2']);
    expect(readFileSync(join(folder, 'a.log'), 'utf8').trimEnd().endsWith('49')).toBe(true);
    rmSync(folder, { recursive: true });
  });
});
