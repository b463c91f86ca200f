/** What tests of the real app are given: a desktop of their own, and apps on it that are closed whatever happens. */
import { test as base } from 'vitest';
import { startNgrokEdge } from '../tunnels/ngrok-edge.ts';
import { type LaunchOptions, launchApp, type RunningApp } from './app.ts';
import { type Desktop, startDesktop } from './desktop.ts';
import { keepEvidence } from './evidence.ts';

/** The apps on a desktop. */
interface Apps {
  readonly all: readonly RunningApp[];
  launch(options?: LaunchOptions): Promise<RunningApp>;
}

function appsOn(desktop: Desktop): Apps {
  const all: RunningApp[] = [];
  return {
    all,
    async launch(options) {
      const app = await launchApp(desktop, options);
      all.push(app);
      return app;
    },
  };
}

const closeAll = async (apps: readonly RunningApp[]): Promise<void> => {
  await Promise.all(apps.map((app) => app.close()));
};

/**
 * Of a file: `desktop`, its `tray`, and one `app` in a profile of its own whose `settings` can be overridden, with the
 * `url` at which it listens. Of a test: `launch` for further apps. `hasTray` is overridden for a desktop without one.
 */
export const test = base
  .extend('hasTray', { scope: 'file' }, true as boolean)
  .extend('settings', { scope: 'file' }, {} as object)
  .extend('desktop', { scope: 'file' }, async ({ hasTray }, { onCleanup }) => {
    const desktop = await startDesktop({ hasTray });
    onCleanup(() => desktop.stop());
    return desktop;
  })
  .extend('tray', { scope: 'file' }, ({ desktop }) => {
    if (!desktop.tray) throw new Error('This desktop shows no tray icons');
    return desktop.tray;
  })
  .extend('apps', { scope: 'file' }, ({ desktop }, { onCleanup }) => {
    const apps = appsOn(desktop);
    onCleanup(() => closeAll(apps.all));
    return apps;
  })
  .extend('app', { scope: 'file' }, ({ apps, settings }) => apps.launch({ settings }))
  .extend('url', { scope: 'file' }, ({ app }) => app.listening())
  .extend('launch', ({ apps }, { onCleanup }) => {
    const own: RunningApp[] = [];
    onCleanup(() => closeAll(own));
    return async (options?: LaunchOptions): Promise<RunningApp> => {
      const app = await apps.launch(options);
      own.push(app);
      return app;
    };
  })
  .extend('evidence', { auto: true }, ({ apps, task, onTestFailed }) => {
    onTestFailed(() => keepEvidence(task.name, apps.all));
    return null;
  });

/** With `edge`, ngrok's side of a tunnel on this computer. The window cannot be told of it, so the settings name it. */
export const testWithTunnel = test
  // Vitest reads the first argument's pattern; an empty one is what the linter refuses.
  .extend('edge', { scope: 'file' }, async ({ hasTray: _ }, { onCleanup }) => {
    const edge = await startNgrokEdge();
    onCleanup(() => edge.close());
    return edge;
  })
  .extend('settings', { scope: 'file' }, ({ edge: { address, caCertificate } }) => ({
    tunnel: { kind: 'ngrok', server: { address, caCertificate } },
  }));
