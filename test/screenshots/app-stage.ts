/** The real app on a desktop of its own, with a keyring, filled over HTTP as phone systems fill it. */
import type { Bridge } from '#shared/contract/bridge.ts';
import { build } from '../../electron/tooling/build.ts';
import { launchApp, type RunningApp } from '../support/desktop/app.ts';
import { startDesktop } from '../support/desktop/desktop.ts';
import { startKeyring } from '../support/desktop/keyring.ts';
import { eventually } from '../support/eventually.ts';
import { type NgrokEdge, startNgrokEdge } from '../support/tunnels/ngrok-edge.ts';
import type { SceneName } from './scenes.ts';
import { seed } from './seed.ts';
import type { Stage } from './stage.ts';

/** What the app is filled with for a scene. A scene that is not here has to be shown in a browser. */
const fillings: Partial<Record<SceneName, (app: RunningApp, edge: NgrokEdge) => Promise<unknown>>> = {
  'first-start': (app) => app.listening(),
  full: async (app, edge) => {
    await seed(app);
    await connectTunnel(app, edge);
  },
};

/** The real SDK to an edge on this computer: the window is to show what it shows a rep whose calls arrive. */
async function connectTunnel(app: RunningApp, { address, caCertificate }: NgrokEdge): Promise<void> {
  await app.page.evaluate(
    (server) =>
      (window.ringback as Bridge).tunnel.save({
        tunnel: { kind: 'ngrok', server },
        secret: 'an-authtoken-that-is-valid-nowhere',
      }),
    { address, caCertificate },
  );
  await eventually(app.status, ({ reachability }) => reachability?.phase === 'listening');
}

/** Builds the app and starts a desktop for it; each scene has a profile and a running app of its own. */
export async function openAppStage(): Promise<Stage> {
  await build();
  const desktop = await startDesktop();
  const keyring = await startKeyring(desktop);
  const edge = await startNgrokEdge();
  const running = new Map<SceneName, RunningApp>();

  async function appFor(scene: SceneName): Promise<RunningApp> {
    const known = running.get(scene);
    if (known) return known;
    const fill = fillings[scene];
    if (!fill) throw new Error(`The scene "${scene}" cannot be shown in the app itself`);
    const app = await launchApp(desktop, { env: keyring.env });
    running.set(scene, app);
    await fill(app, edge);
    return app;
  }

  return {
    open: async ({ scene, route = '/follow-ups' }, appearance) => {
      const { page } = await appFor(scene);
      // Off everything that reacts to it: on a screen without other windows it rests over the list.
      await page.mouse.move(0, 0);
      await page.emulateMedia({ colorScheme: appearance, reducedMotion: 'reduce' });
      await page.evaluate((hash) => {
        window.location.hash = hash;
      }, route);
      await page.reload();
      return page;
    },
    close: async () => {},
    [Symbol.asyncDispose]: async () => {
      for (const app of running.values()) await app.close();
      await edge.close();
      await keyring.stop();
      await desktop.stop();
    },
  };
}
