/** A store's thread that is really stuck: a debugger holds it. */
import { Session } from 'node:inspector/promises';
import { afterEach, expect, it } from 'vitest';
import { startStoreThread } from '../../electron/engine/store-thread/client.ts';
import { temporaryFolder } from '../support/engine-process.ts';
import { eventually } from '../support/eventually.ts';
import { testSettings } from '../support/store.ts';

const session = new Session();
afterEach(() => session.disconnect());

it('is noticed, and is a crash of the engine', async () => {
  const crashes: string[] = [];
  const seen: string[] = [];
  const workers: string[] = [];
  session.connect();
  session.on('NodeWorker.attachedToWorker', ({ params }) => void workers.push(params.sessionId));
  await session.post('NodeWorker.enable', { waitForDebuggerOnStart: false });
  const toWorker = (method: string) =>
    session.post('NodeWorker.sendMessageToWorker', {
      sessionId: workers[0] ?? '',
      message: JSON.stringify({ id: 1, method }),
    });

  const store = startStoreThread({
    dataFolder: temporaryFolder(),
    configuration: { sources: [], settings: testSettings() },
    clockStartMs: null,
    heartbeat: { everyMs: 50, silentAfter: 20 },
    onMessage: ({ type }) => void seen.push(type),
    onCrash: ({ message }) => void crashes.push(message),
  });
  await eventually(() => seen.includes('opened') && workers.length > 0, Boolean);
  await store.request('summary.get', {});
  expect(crashes).toEqual([]);

  await toWorker('Debugger.enable');
  await toWorker('Debugger.pause');
  await eventually(
    () => crashes.length,
    (count) => count > 0,
  );
  expect(crashes).toEqual(['The store has not answered for 1 s']);

  await toWorker('Debugger.disable');
  await store.close();
  expect(crashes).toHaveLength(1);
});
