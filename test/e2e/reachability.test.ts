import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Bridge } from '#shared/contract/bridge.ts';
import { startVendorApi } from '../support/call-logs/server.ts';
import { type Happened, type PlayedVendor, playedVendors } from '../support/call-logs/vendors.ts';
import { launchApp, type RunningApp } from '../support/desktop/app.ts';
import { type Desktop, startDesktop } from '../support/desktop/desktop.ts';
import { authToken, twilioSource } from '../support/desktop/sources.ts';
import { eventually } from '../support/eventually.ts';
import { type NgrokEdge, startNgrokEdge } from '../support/tunnels/ngrok-edge.ts';

const twilio = playedVendors.find(({ provider }) => provider === 'twilio') as PlayedVendor;

describe('the tunnel dies and comes back', () => {
  let desktop: Desktop;
  let app: RunningApp;
  let edge: NgrokEdge;

  beforeAll(async () => {
    edge = await startNgrokEdge();
    desktop = await startDesktop();
    app = await launchApp(desktop);
  });
  afterAll(async () => {
    await app?.close();
    await desktop?.stop();
    await edge?.close();
  });

  const tray = () => {
    if (!desktop.tray) throw new Error('This desktop has a tray');
    return desktop.tray;
  };
  /** @returns milliseconds until the tray says so. */
  async function timeUntilTray(says: RegExp, timeoutMs: number): Promise<number> {
    const from = performance.now();
    await eventually(
      () => tray().tooltip(),
      (text) => says.test(text),
      timeoutMs,
    );
    return Math.round(performance.now() - from);
  }

  it('saves the tunnel, and listens only when a probe came through', async () => {
    const saved = await app.page.evaluate(
      (server) =>
        (window.ringback as Bridge).tunnel.save({
          tunnel: { kind: 'ngrok', server },
          secret: '2nd_secretAuthtoken0123456789',
          withoutKeyring: 'memory',
        }),
      { address: edge.address, caCertificate: edge.caCertificate },
    );
    expect(saved).toEqual({ ok: true });
    await eventually(app.status, ({ reachability }) => reachability?.phase === 'listening');
    const { phase, reachability } = await app.status();
    expect(phase).toBe('listening');
    expect(reachability).toMatchObject({ kind: 'ngrok', publicUrl: edge.publicOrigin });
    await timeUntilTray(/^Ringback: Listening/, 10_000);
    expect(
      JSON.stringify(await app.page.evaluate(() => (window.ringback as Bridge).settings.get())),
    ).not.toContain('secretAuthtoken');
  });

  it('says so in the tray within 30 s when it stalls, with the reason, and is back by itself', async () => {
    const before = await tray().pixels();
    edge.stall();
    const noticed = await timeUntilTray(
      /^Ringback: Not listening since \d{1,2}:\d\d(\s[AP]M)?: ngrok does not answer/,
      30_000,
    );
    expect((await tray().menu())[0]?.label).toMatch(/^Not listening since/);
    expect(await tray().pixels()).not.toBe(before);
    edge.resume();
    const back = await timeUntilTray(/^Ringback: Listening/, 30_000);
    console.log(`stall: in the tray after ${noticed} ms; back after ${back} ms`);
    expect(back).toBeLessThan(6_000);
    expect(app.output()).not.toContain('secretAuthtoken');
  });

  it('finds what was missed while it could not be reached, and tells of it once', async () => {
    const calls: Happened[] = [];
    const api = await startVendorApi(twilio.api(() => calls));
    const saved = await app.page.evaluate(
      async ({ source, secret, credentials }) => {
        const bridge = window.ringback as Bridge;
        const withoutKeyring = 'memory';
        return [
          await bridge.sources.save({ source, secrets: [secret], withoutKeyring }),
          await bridge.sources.saveCredentials({ id: source.id, credentials, withoutKeyring }),
        ];
      },
      {
        source: { ...twilioSource, options: { apiBaseUrl: api.url } },
        secret: authToken,
        credentials: twilio.credentials,
      },
    );
    expect(saved).toEqual([{ ok: true }, { ok: true }]);
    const known = async () => (await app.status()).completeness?.sources[0];
    await eventually(known, (source) => source?.state === 'complete');
    await timeUntilTray(/^Ringback: Listening - .*nothing missing since/, 30_000);
    const shownBefore = desktop.notifications.shown.length;

    edge.goOffline();
    const noticed = await timeUntilTray(/^Ringback: Not listening since/, 30_000);
    // The vendor lists them only now: they are older than what is told one by one, and within what is looked at again.
    for (let n = 1; n <= 10; n++)
      calls.push({
        n,
        at: Date.now() - 9.5 * 60_000 + n * 20_000,
        isMissed: n <= 7,
        from: `+141555501${n + 10}`,
      });
    edge.resume();
    const back = await timeUntilTray(/^Ringback: Listening/, 30_000);
    console.log(`offline: in the tray after ${noticed} ms; back after ${back} ms`);

    const told = () => desktop.notifications.shown.slice(shownBefore).map(({ title }) => title);
    await eventually(told, (titles) => titles.length > 0, 30_000);
    await timeUntilTray(/nothing missing since .*7 to call back/, 10_000);
    expect(told()).toEqual(['7 missed calls while you were away']);
    const page = await app.page.evaluate(() => (window.ringback as Bridge).calls.list({}));
    expect(page.total).toBe(10);
    expect(page.calls.every(({ foundLater }) => foundLater)).toBe(true);
  });
});
