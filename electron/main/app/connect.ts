/** Who tells whom: the one place where the parts hear of each other. */
import { nativeTheme } from 'electron';
import type { Call } from '#shared/call.ts';
import type { EngineNotification, NotificationResult } from '#shared/engine-protocol.ts';
import type { Settings } from '#shared/settings.ts';
import type { CallCommands } from '../commands/calls.ts';
import type { EngineSupervisor } from '../engine/supervisor.ts';
import type { Log } from '../log/log.ts';
import type { NotificationPresenter } from '../notifications/presenter.ts';
import type { SecretStore } from '../secrets/store.ts';
import type { SettingsStore } from '../settings/store.ts';
import { effectiveRegion, settingsView } from '../settings/view.ts';
import type { StatusBoard } from '../status/status.ts';
import type { TrayPresence } from '../tray/presence.ts';
import type { MainWindow } from '../window/main-window.ts';
import type { SummaryFeed } from './summary-feed.ts';

export interface Parts {
  engine: EngineSupervisor;
  settings: SettingsStore;
  secrets: SecretStore;
  status: StatusBoard;
  summary: SummaryFeed;
  presenter: NotificationPresenter;
  calls: CallCommands;
  tray: TrayPresence;
  window: MainWindow;
  log: Log;
}

/** Opens the caller's CRM record; where that is not possible, the window shows the call. */
export async function openCall({ calls, window, log }: Pick<Parts, 'calls' | 'window' | 'log'>, call: Call) {
  const outcome = await calls.openCallInCrm(call);
  if (outcome.ok) return;
  log('info', 'click: window instead of CRM', { reason: outcome.message });
  window.show();
  window.send('navigate:to', { view: 'calls', callId: call.id });
}

function connectEngine({ engine, status, summary, presenter, window }: Parts): void {
  let url: string | null = null;
  engine.on('state', (state) => {
    status.setEngine(state);
    if (state.url !== null && state.url !== url) summary.refresh();
    url = state.url;
  });
  engine.on('calls', ({ calls, lastEventAt }) => {
    window.send('calls:changed', { calls });
    window.send('followUps:changed', { followUp: null });
    status.setLastEventAt(lastEventAt);
    summary.refresh();
  });
  engine.on('notify', (notification) => void presenter.present(notification));
}

function connectNotifications(parts: Parts): void {
  const { presenter, engine, status } = parts;
  presenter.on('result', (result: NotificationResult, _notification: EngineNotification) => {
    engine.notificationResult(result);
    if (result.result !== 'failed') status.clear('notifications-failed');
    else
      status.report({
        code: 'notifications-failed',
        severity: 'warning',
        message: `The system did not show a notification: ${result.reason ?? 'no reason given'}`,
        fix: 'Allow notifications for Ringback in the system’s settings, then send a test from Settings.',
        since: new Date().toISOString(),
      });
  });
  presenter.on('click', (call) => void openCall(parts, call));
}

function connectStatus({ status, summary, settings, tray, window }: Parts): void {
  const refreshTray = (): void =>
    tray.show({
      status: status.current,
      summary: summary.current,
      region: effectiveRegion(settings.current),
    });
  status.on('changed', (current) => {
    window.send('status:changed', current);
    refreshTray();
  });
  summary.on('changed', (current) => {
    status.setLastEventAt(current.lastEventAt);
    refreshTray();
  });
  refreshTray();
}

/** Sources are not in it: their commands tell the engine themselves, also when only a secret changed. */
const engineRelevant = ({ port, region, holdSeconds }: Settings): string =>
  JSON.stringify([port, region, holdSeconds]);

function connectSettings({ settings, secrets, engine, window, log }: Parts): void {
  let known = engineRelevant(settings.current);
  nativeTheme.themeSource = settings.current.appearance;
  settings.on('changed', (current) => {
    nativeTheme.themeSource = current.appearance;
    settingsView(current, secrets).then(
      (view) => window.send('settings:changed', view),
      (error: unknown) => log('error', 'settings: not told to the window', { error }),
    );
    const relevant = engineRelevant(current);
    if (relevant !== known) engine.reconfigure();
    known = relevant;
  });
}

export function connect(parts: Parts): void {
  connectEngine(parts);
  connectNotifications(parts);
  connectStatus(parts);
  connectSettings(parts);
}
