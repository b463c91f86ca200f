/** The event wiring between the shell's parts. */
import { nativeTheme } from 'electron';
import { needsTunnel } from '#shared/config/sources.ts';
import type { Call } from '#shared/contract/calls.ts';
import type { EngineNotification, NotificationResult } from '#shared/contract/notifications.ts';
import { withSetupSteps } from '#shared/status/missing-access.ts';
import type { CallCommands } from '../commands/calls.ts';
import type { TunnelCommands } from '../commands/tunnel.ts';
import type { EngineSupervisor } from '../engine/supervisor.ts';
import type { Log } from '../log/log.ts';
import type { NotificationPresenter } from '../notifications/presenter.ts';
import { systemLocale } from '../platform/system-locale.ts';
import type { SecretStore } from '../secrets/store.ts';
import type { SettingsStore } from '../settings/store.ts';
import { effectiveRegion, settingsView } from '../settings/view.ts';
import type { StatusBoard } from '../status/status.ts';
import type { SummaryFeed } from '../status/summary-feed.ts';
import type { TrayPresence } from '../tray/presence.ts';
import type { MainWindow } from '../window/main-window.ts';

export interface Parts {
  engine: EngineSupervisor;
  settings: SettingsStore;
  secrets: SecretStore;
  status: StatusBoard;
  summary: SummaryFeed;
  presenter: NotificationPresenter;
  calls: CallCommands;
  tunnel: TunnelCommands;
  tray: TrayPresence;
  window: MainWindow;
  log: Log;
}

/** Opens the caller's CRM record. Where that fails, shows the caller to call back, and why. */
export async function openCall({ calls, window, log }: Pick<Parts, 'calls' | 'window' | 'log'>, call: Call) {
  const outcome = await calls.openCallInCrm(call);
  if (outcome.ok) return;
  log('info', 'click: window instead of CRM', { reason: outcome.message });
  window.show();
  window.send('app.navigate', { view: 'follow-ups', callId: call.id, refusal: outcome });
}

/** Shows the callers to call back, for a digest: several calls have no single record. */
function showCallBackList(window: MainWindow): void {
  window.show();
  window.send('app.navigate', { view: 'follow-ups', callId: null });
}

function connectEngine(parts: Parts): void {
  const { engine, settings, secrets, status, summary, presenter, tunnel, window, log } = parts;
  const credentialNames = (sourceId: string) => secrets.credentialState(sourceId).names;
  let url: string | null = null;
  engine.on('state', (state) => {
    status.setEngine({
      ...state,
      subscriptions: withSetupSteps(state.subscriptions, settings.current.sources, credentialNames),
    });
    if (state.url !== null && state.url !== url) summary.refresh();
    url = state.url;
    if (state.reachability)
      tunnel
        .keepSeen(state.reachability)
        .catch((error: unknown) => log('error', 'tunnel: what was seen of it was not kept', { error }));
  });
  engine.on('calls', ({ calls, lastEventAt }) => {
    window.send('calls.changed', { calls });
    window.send('followUps.changed', { followUp: null });
    status.setLastEventAt(lastEventAt);
    summary.refresh();
  });
  engine.on('notify', (notification) => void presenter.present(notification));
  engine.on('calls', ({ calls }) => presenter.withdraw(calls));
}

function connectNotifications(parts: Parts): void {
  const { presenter, engine, status } = parts;
  // A further attempt that fails is no new occurrence: what the rep dismissed stays so.
  let failedSince: string | null = null;
  presenter.on('result', (result: NotificationResult, _notification: EngineNotification) => {
    engine.notificationResult(result);
    if (result.result === 'shown' || result.result === 'suppressed') {
      if (presenter.hasKeptBack) return;
      failedSince = null;
      status.clear('notifications-failed');
    } else {
      failedSince ??= new Date().toISOString();
      status.report({
        code: 'notifications-failed',
        severity: 'warning',
        message: `The system did not show a notification: ${result.reason ?? 'no reason given'}`,
        fix:
          result.result === 'postponed'
            ? 'It is shown as soon as the system can. If that takes long, allow notifications in the system’s settings.'
            : 'Allow notifications for Ringback in the system’s settings, then send a test from Settings.',
        since: failedSince,
      });
    }
  });
  presenter.on('click', ({ kind, call }) => {
    if (kind === 'digest') showCallBackList(parts.window);
    else void openCall(parts, call);
  });
}

const trayAgesMs = 30_000;

function connectStatus({ status, summary, settings, tray, window }: Parts): void {
  const refreshTray = (): void =>
    tray.show({
      status: status.current,
      summary: summary.current,
      sources: settings.current.sources,
      region: effectiveRegion(settings.current),
      locale: systemLocale(),
    });
  status.on('changed', (current) => {
    window.send('status.changed', current);
    refreshTray();
  });
  summary.on('changed', (current) => {
    status.setLastEventAt(current.lastEventAt);
    refreshTray();
  });
  settings.on('changed', refreshTray);
  refreshTray();
  // Relative times such as "4 min ago" need a regular update. The tray draws only what has changed.
  setInterval(refreshTray, trayAgesMs).unref();
}

/** Emits the current settings and secret states to the window. */
export function emitSettings({ settings, secrets, window, log }: Parts): void {
  settingsView(settings.current, secrets).then(
    (view) => window.send('settings.changed', view),
    (error: unknown) => log('error', 'settings: not told to the window', { error }),
  );
}

function connectSettings(parts: Parts): void {
  const { settings, engine, status } = parts;
  nativeTheme.themeSource = settings.current.appearance;
  status.setTunnelNeeded(needsTunnel(settings.current.sources));
  settings.on('resolved', () => status.clear('settings-invalid'));
  settings.on('changed', (current) => {
    nativeTheme.themeSource = current.appearance;
    status.setTunnelNeeded(needsTunnel(current.sources));
    emitSettings(parts);
    engine.reconfigure();
  });
}

export function connect(parts: Parts): void {
  connectEngine(parts);
  connectNotifications(parts);
  connectStatus(parts);
  connectSettings(parts);
}
