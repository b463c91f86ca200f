/** The headless engine itself: kill -9 in the middle of a call log, and what it says on stdout. */
import { expect, it } from 'vitest';
import type { Completeness } from '#shared/contract/catch-up.ts';
import { startVendorApi } from '../../support/call-logs/server.ts';
import { type Happened, playedVendors } from '../../support/call-logs/vendors.ts';
import {
  startEngineProcess,
  storedCalls,
  storedDeliveries,
  temporaryFolder,
} from '../../support/engine-process.ts';
import { eventually } from '../../support/eventually.ts';

const start = Date.UTC(2026, 10, 23, 17);
const calls: Happened[] = Array.from({ length: 30 }, (_, n) => ({
  n: n + 1,
  at: start - (n + 2) * 600_000,
  isMissed: true,
  from: `+141555501${String(n + 10)}`,
}));
const aircall = playedVendors.find(({ provider }) => provider === 'aircall');

it('is killed while it looks, looks on after its restart, and tells of all calls in one digest', async () => {
  if (!aircall) throw new Error('Aircall is not played');
  const vendor = aircall.api(() => calls);
  let isStuck = true;
  const api = await startVendorApi((request) =>
    isStuck && request.url.searchParams.get('page') === '3'
      ? // Asks for patience, so that the engine is between two pages when it is killed.
        { status: 429, headers: { 'retry-after': '120' }, json: {} }
      : vendor(request),
  );
  /** The engine asks for its webhooks as well. */
  const lists = () => api.requests.filter(({ url }) => url.pathname === '/v1/calls');
  const dataFolder = temporaryFolder();
  const config = {
    port: 0,
    sources: [
      {
        id: 'main',
        provider: 'aircall',
        secrets: ['token'],
        credentials: aircall.credentials,
        options: { apiBaseUrl: api.url },
      },
    ],
  };
  const run = (minutes: number) =>
    startEngineProcess({
      dataFolder,
      config,
      arguments: ['--notifications', '--clock', new Date(start + minutes * 60_000).toISOString()],
    });
  const first = await run(0);
  await eventually(
    () => lists().length,
    (count) => count >= 3,
  );
  first.kill('SIGKILL');
  await first.ended;
  isStuck = false;
  const before = lists().length;

  const second = await run(1);
  const completeness = () =>
    second.lines
      .map((line) => line as { type: string; completeness?: Completeness })
      .flatMap((line) => (line.type === 'completeness' && line.completeness ? [line.completeness] : []))
      .at(-1);
  await eventually(completeness, (told) => told?.sources[0]?.state === 'complete');
  const digest = await second.waitFor((line) => line.type === 'notification');
  expect(lists()[before]?.url.searchParams.get('page')).toBe('3');
  const since = Date.parse(completeness()?.nothingMissingSince ?? '');
  expect(Math.round((start - since) / 3_600_000)).toBe(24);
  expect(digest).toMatchObject({
    notification: { kind: 'digest', title: '30 missed calls while you were away' },
  });
  expect(first.lines.some(({ type }) => type === 'notification')).toBe(false);
  expect(second.stderr()).not.toContain('token');
  expect(await second.stop()).toBe(0);
  expect(second.lines.filter(({ type }) => type === 'notification')).toHaveLength(1);
  const stored = await storedCalls(dataFolder);
  expect(stored).toHaveLength(30);
  expect(stored.every(({ foundLater, outcome }) => foundLater && outcome === 'missed')).toBe(true);
  expect((await storedDeliveries(dataFolder)).every(({ eventType }) => eventType === 'call-log')).toBe(true);
});
