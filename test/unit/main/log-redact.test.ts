import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
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
