import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect } from 'vitest';
import { appArguments } from '../../electron/tooling/app-process.ts';
import { appEnvironment } from '../support/desktop/app.ts';
import { test } from '../support/desktop/fixtures.ts';

test('--demo receives three signed events, prints what becomes of each, and ends with status 0', async ({
  desktop,
}) => {
  const child = spawn(desktop.electron.executable, appArguments(desktop.electron, ['--demo']), {
    env: appEnvironment(desktop, { RINGBACK_VIRTUAL_DISPLAY: '1' }),
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const chunks: string[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk.toString('utf8')));
  expect(await once(child, 'close')).toEqual([0, null]);
  const lines = chunks.join('').split('\n');
  expect(lines[0]).toMatch(/^Listening at http:\/\/127\.0\.0\.1:\d+$/);
  expect(lines.filter((line) => line === 'Answered:   HTTP 200')).toHaveLength(3);
  expect(lines.filter((line) => line.startsWith('Notified:'))).toEqual([
    expect.stringContaining('Missed call - (415) 555-0123'),
    expect.stringContaining('Voicemail - +44 1632 960123'),
    expect.stringContaining('Missed call - (415) 555-0147'),
  ]);
  expect(
    lines.filter((line) => line.startsWith('Click opens: https://crm.example/contacts?phone=')),
  ).toHaveLength(3);
  expect(desktop.notifications.shown).toHaveLength(3);
  expect(await desktop.opened.read()).toEqual([]);
});
