/** A migration that takes seconds, in the running engine. */
import { expect, it } from 'vitest';
import { migrations } from '../../../electron/engine/database/migrations/index.ts';
import { startStoreThread } from '../../../electron/engine/store-thread/client.ts';
import type { FromStore } from '../../../electron/engine/store-thread/protocol.ts';
import { startEngineProcess, storedCalls, temporaryFolder } from '../../support/engine-process.ts';
import { eventually } from '../../support/eventually.ts';
import { hmacSource, missedNow, post } from '../../support/generic-events.ts';
import { fillSlowDatabase, slowVersion } from '../../support/slow-migration.ts';
import { testConfiguration } from '../../support/store.ts';

const names = ['backup', ...migrations.slice(slowVersion).map(({ name }) => name)];

it('is told to the rep and the log, and what comes meanwhile is stored after it', async () => {
  const dataFolder = temporaryFolder();
  fillSlowDatabase(dataFolder, 12);
  const engine = await startEngineProcess({ dataFolder, config: { port: 0, sources: [hmacSource] } });
  // It listens before the migration is over, and says why nothing is answered.
  expect(engine.stderr()).toMatch(
    new RegExp(`store-migrating.*The call database is being updated: step 2 of ${names.length}\\.`),
  );
  expect(engine.stderr()).toContain('"name":"origin"');
  expect((await post(engine.url, missedNow(50))).status).toBe(200);
  await engine.waitFor((line) => line.type === 'call' && line.call.providerCallId === 'call_50');
  expect(await engine.stop()).toBe(0);
  expect((await storedCalls(dataFolder)).map((call) => call.providerCallId).sort()).toEqual([
    ...['call_1', 'call_2', 'call_3', 'call_4', 'call_50'],
  ]);
});

it('is no reason to think that the store is stuck', async () => {
  const dataFolder = temporaryFolder();
  fillSlowDatabase(dataFolder, 6);
  const seen: FromStore[] = [];
  const crashes: Error[] = [];
  const store = startStoreThread({
    dataFolder,
    configuration: testConfiguration({}),
    clockStartMs: null,
    // Far less than the migration takes.
    heartbeat: { everyMs: 20, silentAfter: 5 },
    onMessage: (message) => void seen.push(message),
    onCrash: (error) => void crashes.push(error),
  });
  await eventually(() => seen.some(({ type }) => type === 'opened'), Boolean);
  expect(crashes).toEqual([]);
  expect(seen.filter(({ type }) => type === 'migrating')).toEqual(
    names.map((name, index) => ({
      type: 'migrating',
      progress: { step: index + 1, steps: names.length, name },
    })),
  );
  await store.close();
});
