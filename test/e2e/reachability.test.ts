import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Bridge } from '#shared/ipc.ts';
import { launchApp, type RunningApp } from '../support/desktop/app.ts';
import { type Desktop, startDesktop } from '../support/desktop/desktop.ts';
import { eventually } from '../support/eventually.ts';
import { type NgrokEdge, startNgrokEdge } from '../support/tunnels/ngrok-edge.ts';

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
        (window.ringback as Bridge).saveTunnel({
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
      JSON.stringify(await app.page.evaluate(() => (window.ringback as Bridge).getSettings())),
    ).not.toContain('secretAuthtoken');
  });

  it('says so in the tray within 30 s when it stalls, with the reason, and is back by itself', async () => {
    const before = await tray().pixels();
    edge.stall();
    const noticed = await timeUntilTray(
      /^Ringback: Not listening since \d\d:\d\d: ngrok does not answer/,
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
});
