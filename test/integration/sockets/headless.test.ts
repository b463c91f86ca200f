import { expect, it, onTestFinished } from 'vitest';
import { startEngineProcess, temporaryFolder } from '../../support/engine-process.ts';
import { eventually } from '../../support/eventually.ts';
import { missedSession, ringCentralLogin, startRingCentral } from '../../support/vendors/ringcentral.ts';

it('headless: a socket in the configuration is enough for a call, and the end is clean', async () => {
  const vendor = await startRingCentral();
  const engine = await startEngineProcess({
    dataFolder: temporaryFolder(),
    config: {
      holdSeconds: 0,
      sources: [
        {
          id: 'desk',
          provider: 'ringcentral',
          transport: 'socket',
          credentials: ringCentralLogin,
          options: { apiBaseUrl: vendor.url },
        },
      ],
    },
  });
  onTestFinished(() => engine.kill('SIGKILL'));
  await eventually(
    () => vendor.listeners(),
    (count) => count === 1,
  );
  vendor.notify(missedSession(1));
  const line = await engine.waitFor(({ type }) => type === 'call');
  expect(line).toMatchObject({ call: { outcome: 'missed', providerCallId: 's-1' } });
  expect(await engine.stop()).toBe(0);
  for (const secret of Object.values(ringCentralLogin)) expect(engine.stderr()).not.toContain(`"${secret}"`);
});
