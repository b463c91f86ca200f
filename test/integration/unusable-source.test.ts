import { expect, it, onTestFinished } from 'vitest';
import { engineConfigSchema } from '#shared/config/engine-config.ts';
import { startEngine } from '../../electron/engine/index.ts';
import { systemClock } from '../../electron/engine/util/clock.ts';
import { ignoredEvents } from '../support/engine-events.ts';
import { temporaryFolder } from '../support/engine-process.ts';
import { hmacSource, missedCall, post } from '../support/generic-events.ts';

it('a source without its secret asks its phone system to send again, and the others go on', async () => {
  let url = '';
  const problems = new Set<string>();
  const engine = await startEngine({
    config: engineConfigSchema.parse({
      sources: [hmacSource, { id: 'locked', provider: 'hmac', secrets: [] }],
    }),
    dataFolder: temporaryFolder(),
    clock: systemClock,
    clockStartMs: null,
    onPortTaken: 'throw',
    events: {
      ...ignoredEvents,
      onListening: (listener) => {
        url = listener.url;
      },
      onProblems: (all) => {
        for (const { code, sourceId } of all) problems.add(`${code} ${sourceId}`);
      },
    },
  });
  onTestFinished(() => engine.stop());
  expect([...problems]).toEqual(['secret-missing locked']);
  const answer = await fetch(`${url}/hooks/locked`, { method: 'POST', body: '{}' });
  expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '5']);
  expect((await fetch(`${url}/hooks/nobody`, { method: 'POST', body: '{}' })).status).toBe(404);
  expect((await post(url, missedCall(1))).status).toBe(200);
});
