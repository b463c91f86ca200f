/** The Electron shell: creates and connects all parts. */
import { app, session } from 'electron';
import { appId, appName } from '#shared/app-id.ts';
import { staticOrigin } from '#shared/config/tunnel.ts';
import type { FollowUp } from '#shared/contract/follow-ups.ts';
import { combine } from '#shared/util/combine.ts';
import { connect, emitSettings, openCall, type Parts } from './app/connect.ts';
import { appHandlers } from './app/handlers.ts';
import { failToStart, handleUncaughtErrors, showStartProblem } from './app/last-resort.ts';
import { setApplicationMenu } from './app/menu.ts';
import { type AppPaths, appPaths } from './app/paths.ts';
import { quitCleanly } from './app/quit.ts';
import { refuseSwitches } from './app/refuse-switches.ts';
import { shutDown } from './app/shut-down.ts';
import { keepLoginItem } from './app/start-at-login.ts';
import { StartFaults } from './app/start-faults.ts';
import { readStartOptions, type StartOptions } from './app/start-options.ts';
import { callHandlers, createCallCommands } from './commands/calls.ts';
import { createFollowUpCommands, followUpHandlers } from './commands/follow-ups.ts';
import { createSourceCommands, sourceHandlers } from './commands/sources.ts';
import { createTestNotification, notificationHandlers } from './commands/test-notification.ts';
import { createTunnelCommands, tunnelHandlers } from './commands/tunnel.ts';
import { enterDemoProfile, prepareDemoProfile } from './demo/profile.ts';
import { runDemo } from './demo/run.ts';
import { createDemoSources } from './demo/sources.ts';
import { forkEngine } from './engine/fork.ts';
import { EngineSupervisor } from './engine/supervisor.ts';
import { prepareFolder } from './files/faults.ts';
import { forwardTo } from './ipc/forward.ts';
import { registerHandlers } from './ipc/register.ts';
import { createLog, type Log } from './log/log.ts';
import { NotificationPresenter } from './notifications/presenter.ts';
import { createShowNotification } from './notifications/system.ts';
import { watchDesktop } from './platform/desktop.ts';
import { createLoginItem, wasStartedAtLogin } from './platform/login-item.ts';
import { watchSystem } from './platform/power-and-network.ts';
import { SystemProxy } from './platform/proxy.ts';
import { choosePasswordStore } from './platform/secret-service.ts';
import { systemLocale } from './platform/system-locale.ts';
import { createKeyring } from './secrets/keyring.ts';
import { SecretStore } from './secrets/store.ts';
import { hardenWebContents } from './security/harden.ts';
import { engineConfig } from './settings/engine-config.ts';
import { settingsHandlers } from './settings/handlers.ts';
import { SettingsStore } from './settings/store.ts';
import { effectiveRegion } from './settings/view.ts';
import { statusHandlers } from './status/handlers.ts';
import { StatusBoard } from './status/status.ts';
import { SummaryFeed } from './status/summary-feed.ts';
import { TrayPresence } from './tray/presence.ts';
import { registerAppScheme, serveAppScheme } from './window/app-scheme.ts';
import { createCloseHint } from './window/close-behaviour.ts';
import { MainWindow } from './window/main-window.ts';
import { pageUrl } from './window/origin.ts';

const options = readStartOptions(process.argv);
app.setName(appName);
app.setAppUserModelId(appId);
// The lock is in the profile's folder, so the demo's profile is set before it.
if (options.demo) enterDemoProfile();
const refusal = refuseSwitches();
if (refusal) void app.whenReady().then(() => failToStart(refusal));
else if (app.requestSingleInstanceLock()) {
  registerAppScheme();
  await choosePasswordStore();
  app
    .whenReady()
    .then(() => start(options))
    .catch(failToStart);
} else app.quit();

async function start(chosen: StartOptions): Promise<void> {
  const paths = appPaths();
  const logFaults: unknown[] = [];
  const log = createLog(paths.logs, (error) => logFaults.push(error));
  const faults = new StartFaults(log);
  for (const error of logFaults) faults.report({ file: paths.logs, act: 'write', error });
  log('info', 'start', { version: app.getVersion(), electron: process.versions.electron, demo: chosen.demo });
  handleUncaughtErrors(log);
  try {
    await run(chosen, paths, faults, log);
  } catch (error) {
    log('error', 'start: failed', { error });
    throw error;
  }
}

async function run(
  { hidden, demo }: StartOptions,
  paths: AppPaths,
  faults: StartFaults,
  log: Log,
): Promise<void> {
  const status = new StatusBoard();

  // Stored data.
  const demoSources = demo ? createDemoSources() : null;
  const demoSecrets = demoSources ? await prepareDemoProfile(paths.settings, demoSources) : new Map();
  const {
    store: settings,
    problem,
    migratedFrom,
    ...settingsFound
  } = await SettingsStore.open(paths.settings);
  if (migratedFrom !== null) log('info', 'settings: brought up to date', { migratedFrom });
  const opened = await SecretStore.open(paths.secrets, createKeyring());
  const secrets = opened.store;
  for (const [sourceId, secret] of demoSecrets) await secrets.set(sourceId, [secret], 'memory');
  for (const found of [...opened.problems, ...(problem ? [problem] : [])]) status.report(found);
  for (const error of opened.unreadable) log('error', 'secrets: not readable', { error });
  for (const fault of [...settingsFound.faults, ...opened.faults]) faults.report(fault);
  await faults.attempt(paths.data, 'write', () => prepareFolder(paths.data));

  // The engine starts first, so that it listens while the window is created.
  const proxy = new SystemProxy({
    resolve: (url) => session.defaultSession.resolveProxy(url),
    urls: () => {
      const origin = status.current.reachability?.publicUrl ?? staticOrigin(settings.current.tunnel);
      return origin === null ? [] : [origin];
    },
    onError: (error) => log('warn', 'proxy: not known', { error }),
  });
  const engine = new EngineSupervisor({
    fork: forkEngine,
    configuration: () => ({
      dataFolder: paths.data,
      config: engineConfig(settings.current, secrets, {
        region: effectiveRegion(settings.current),
        locale: systemLocale(),
        proxies: proxy.current,
      }),
    }),
    log,
  });
  engine.start();
  proxy.on('changed', () => engine.reconfigure());
  const endProxyWatch = proxy.watch();

  // Window, tray and notifications.
  const page = pageUrl(app.isPackaged, process.env.RINGBACK_RENDERER_URL);
  hardenWebContents(page, log);
  serveAppScheme(paths.renderer);
  setApplicationMenu(app.isPackaged);
  const desktop = await watchDesktop(log);
  const showNotification = createShowNotification(() => desktop.current.notifications);
  const emitFollowUp = (followUp: FollowUp | null) => window.send('followUps.changed', { followUp });
  const calls = createCallCommands({
    engine,
    crmTemplate: () => settings.current.crmTemplate,
    onTestsRemoved: () => presenter.withdrawTests(),
    onCallersChanged() {
      emitFollowUp(null);
      summary.refresh();
    },
  });
  const tunnel = createTunnelCommands({
    settings,
    secrets,
    testTunnel: (request) => engine.request('tunnel.test', request),
    changed: () => {
      status.clear('secret-missing', null);
      engine.reconfigure();
    },
  });
  const summary = new SummaryFeed(() => engine.request('summary.get', {}), log);
  const presenter = new NotificationPresenter(showNotification, () => ({
    region: effectiveRegion(settings.current) ?? undefined,
    locale: systemLocale(),
  }));
  const tray = new TrayPresence({
    open: () => window.show(),
    openCall: (call) => void openCall({ calls, window, log }, call),
    quit: () => app.quit(),
  });
  const window = new MainWindow({
    pageUrl: page,
    boundsFile: paths.windowBounds,
    onFault: (fault) => faults.report(fault),
    onClose: () => (tray.isShown ? 'hide' : 'minimise'),
  });
  const parts: Parts = {
    engine,
    settings,
    secrets,
    status,
    summary,
    presenter,
    calls,
    tunnel,
    tray,
    window,
    log,
  };
  connect(parts);

  // The window's methods.
  const sources = createSourceCommands({
    settings,
    secrets,
    publicOrigin: () => status.current.reachability?.publicUrl ?? staticOrigin(settings.current.tunnel),
    subscriptionOf: (id) => status.current.subscriptions.find(({ sourceId }) => sourceId === id),
    confirmAddress: (sourceId) => engine.request('subscriptions.confirmAddress', { sourceId }),
    moveAddress: (sourceId) => engine.request('subscriptions.move', { sourceId }),
    changed: (sourceId) => {
      status.clear('secret-missing', sourceId);
      engine.reconfigure();
      emitSettings(parts);
    },
  });
  const followUps = createFollowUpCommands({ engine, summary, tellWindow: emitFollowUp });
  const testNotification = createTestNotification(showNotification, () => window.show());
  registerHandlers({
    handlers: combine([
      appHandlers(paths.data),
      statusHandlers(status),
      callHandlers(calls),
      followUpHandlers(followUps),
      settingsHandlers(settings, secrets, () => status.clear('secrets-invalid')),
      sourceHandlers(sources),
      tunnelHandlers(tunnel),
      notificationHandlers(testNotification),
      forwardTo(engine),
    ]),
    isTrusted: (frame) => window.isOwnFrame(frame),
    log,
  });

  // Start, second instance, hiding and quitting.
  const hint = createCloseHint(settings, showNotification, () => window.show());
  window.on('closed', (way) =>
    hint(way).catch((error: unknown) => log('warn', 'close hint: not shown', { error })),
  );
  tray.setAvailable(desktop.current.trayHost);
  desktop.on('changed', ({ trayHost }) => {
    tray.setAvailable(trayHost);
    if (!trayHost) window.showMinimised();
  });
  desktop.on('notificationsStarted', () => engine.notificationsAvailable());
  app.on('second-instance', (_event, argv) => {
    if (!readStartOptions(argv).hidden) window.show();
  });
  app.on('activate', () => window.show());
  app.on('window-all-closed', () => undefined);
  const endWatch = watchSystem((event) => {
    void proxy.refresh();
    engine.system(event);
  }, log);
  const quit = quitCleanly(() =>
    shutDown(
      [
        ['engine', () => engine.stop()],
        ['network watch', endWatch],
        ['proxy watch', endProxyWatch],
        ['window', () => window.prepareToQuit()],
        ['desktop', () => desktop.stop()],
        ['tray', () => tray.remove()],
        ['log', () => log('info', 'stopped')],
      ],
      log,
    ),
  );
  if (app.isPackaged && !demo)
    void keepLoginItem({
      settings,
      item: createLoginItem(),
      tell: () =>
        showNotification({
          title: 'Ringback starts at login',
          body: 'So no call is missed after a restart. Turn it off in Settings.',
          silent: true,
          onClick: () => window.show(),
        }),
      log,
    });
  await window.load();
  if (!hidden && !wasStartedAtLogin()) window.show();
  else if (!tray.isShown) window.showMinimised();
  const failed = faults.problem();
  if (failed) {
    status.report(failed);
    showStartProblem(failed, log);
  }
  if (demoSources)
    await runDemo({
      parts,
      desktop,
      sources: demoSources,
      quit,
      hasDisplay: process.env.RINGBACK_VIRTUAL_DISPLAY !== '1',
    });
}
