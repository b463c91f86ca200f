import { join } from 'node:path';
import { expect } from 'vitest';
import type { RunningApp } from '../support/desktop/app.ts';
import { callCounts } from '../support/desktop/database.ts';
import { test as desktopTest } from '../support/desktop/fixtures.ts';
import { missedCallRequest, twilioSystem } from '../support/desktop/sources.ts';
import { addPhoneSystem, keep } from '../support/desktop/window.ts';
import { eventually } from '../support/eventually.ts';

const requestCount = 2000;
const connections = 16;
/** After so many answers the engine's process is killed. */
const killedAfter = 700;

const sidOf = (index: number): string => `CA${String(index).padStart(32, '0')}`;

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

/** Takes webhooks from one phone system. */
const test = desktopTest.extend('receiving', { scope: 'file' }, async ({ app }) => {
  await addPhoneSystem(app.page, twilioSystem, keep.untilQuit);
  return app;
});

/** Kills the engine. @returns milliseconds until it answered again. */
async function killEngine(app: RunningApp, url: string): Promise<number> {
  const pid = await app.enginePid();
  const killedAt = performance.now();
  process.kill(pid, 'SIGKILL');
  await eventually(
    () => isAlive(pid),
    (alive) => !alive,
  );
  await eventually(
    () =>
      fetch(`${url}/healthz`).then(
        ({ status }) => status,
        () => 0,
      ),
    (status) => status === 200,
  );
  const gap = Math.round(performance.now() - killedAt);
  expect(await app.enginePid()).not.toBe(pid);
  return gap;
}

test('an engine that is stuck is replaced by another one, which takes webhooks', async ({
  desktop,
  receiving: app,
}) => {
  const url = await app.listening();
  const stuck = await app.enginePid();
  process.kill(stuck, 'SIGSTOP');
  await eventually(
    () => isAlive(stuck),
    (alive) => !alive,
    30_000,
  );
  expect(await app.listening()).toBe(url);
  expect(await app.enginePid()).not.toBe(stuck);
  const last = missedCallRequest({ CallSid: sidOf(requestCount + 1), From: '+441632960124' });
  expect((await fetch(`${url}/hooks/main`, last)).status).toBe(200);
  await eventually(
    () => desktop.notifications.shown.some(({ title }) => title.includes('1632 960124')),
    Boolean,
  );
});

test('when the engine is killed, everything that was answered 2xx is kept and notified once, and another one listens within 2 s', async ({
  desktop,
  receiving: app,
}) => {
  const url = await app.listening();
  const accepted = new Set<string>();
  let broken = 0;
  let next = 0;
  let gap: Promise<number> | null = null;
  const sender = async (): Promise<void> => {
    for (;;) {
      const sid = sidOf(next);
      next += 1;
      if (next > requestCount) return;
      while (!accepted.has(sid)) {
        const status = await fetch(`${url}/hooks/main`, missedCallRequest({ CallSid: sid })).then(
          (response) => response.arrayBuffer().then(() => response.status),
          () => 0,
        );
        if (status >= 200 && status < 300) accepted.add(sid);
        else {
          // As phone systems do, what was not answered 2xx is sent again, here as soon as somebody listens.
          broken += 1;
          await gap;
        }
        if (accepted.size >= killedAfter) gap ??= killEngine(app, url);
      }
    }
  };
  await Promise.all(Array.from({ length: connections }, sender));
  const gapMs = await gap;
  console.log(
    `killed after ${killedAfter} of ${requestCount}: ${broken} requests broke, listening again after ${gapMs} ms`,
  );
  expect(gapMs).toBeLessThan(2000);
  expect(accepted.size).toBe(requestCount);

  // One more caller, processed after all the others: what would be shown twice has been shown by then.
  const last = missedCallRequest({ CallSid: sidOf(requestCount), From: '+441632960123' });
  expect((await fetch(`${url}/hooks/main`, last)).status).toBe(200);
  await eventually(
    () => desktop.notifications.shown.some(({ title }) => title.includes('1632 960123')),
    Boolean,
    60_000,
  );

  const counts = callCounts(join(app.userData, 'data'));
  const all = requestCount + 2;
  expect(counts.size).toBe(all);
  expect(new Set(counts.values())).toEqual(new Set([1]));
  expect(desktop.notifications.shown).toHaveLength(all);
  await app.page.getByRole('link', { name: 'To call back 3', exact: true }).waitFor();
  console.log(`${counts.size} calls in the database, ${desktop.notifications.shown.length} notifications`);
});
