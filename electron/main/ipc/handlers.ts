import { app } from 'electron';
import { patchSettings } from '#shared/config/settings.ts';
import type { CallCommands } from '../commands/calls.ts';
import type { FollowUpCommands } from '../commands/follow-ups.ts';
import type { SourceCommands } from '../commands/sources.ts';
import type { TunnelCommands } from '../commands/tunnel.ts';
import type { EngineSupervisor } from '../engine/supervisor.ts';
import type { SecretStore } from '../secrets/store.ts';
import type { SettingsStore } from '../settings/store.ts';
import { settingsView } from '../settings/view.ts';
import type { StatusBoard } from '../status/status.ts';
import type { Handlers } from './register.ts';

export interface HandlerDependencies {
  engine: EngineSupervisor;
  settings: SettingsStore;
  secrets: SecretStore;
  status: StatusBoard;
  calls: CallCommands;
  followUps: FollowUpCommands;
  sources: SourceCommands;
  tunnel: TunnelCommands;
  dataFolder: string;
  testNotification: Handlers['notifications.test'];
}

/** Every channel of the contract, each a line that names who does the work. */
export function createHandlers(parts: HandlerDependencies): Handlers {
  const { engine, settings, secrets, status, calls, followUps, sources, tunnel } = parts;
  return {
    'app.getInfo': () => ({
      name: app.getName(),
      version: app.getVersion(),
      platform: process.platform,
      runtime: `Electron ${process.versions.electron}, Chromium ${process.versions.chrome}, Node ${process.versions.node}`,
      dataFolder: parts.dataFolder,
    }),
    'status.get': () => status.current,
    'summary.get': () => engine.request('summary.get', {}),
    'calls.list': (request) => engine.request('calls.list', request),
    'calls.removeTests': () => followUps.removeTests(),
    'followUps.list': (request) => engine.request('followUps.list', request),
    'followUps.close': ({ id }) => followUps.close(id),
    'followUps.reopen': ({ id }) => followUps.reopen(id),
    'deliveries.list': (request) => engine.request('deliveries.list', request),
    'deliveries.get': (request) => engine.request('deliveries.get', request),
    'deliveries.reprocess': (request) => engine.request('deliveries.reprocess', request),
    'calls.openInCrm': ({ callId }) => calls.openInCrm(callId),
    'calls.callBack': ({ callId }) => calls.callBack(callId),
    'calls.copyNumber': ({ callId }) => calls.copyNumber(callId),
    'settings.get': () => settingsView(settings.current, secrets),
    'settings.update': async (patch) => {
      await settings.update((current) => patchSettings(current, patch));
      return { ok: true };
    },
    'sources.save': (request) => sources.save(request),
    'sources.remove': ({ id }) => sources.remove(id),
    'sources.copyUrl': ({ id }) => sources.copyUrl(id),
    'sources.getHealth': () => engine.request('sources.getHealth', {}),
    'sources.saveCredentials': (request) => sources.saveCredentials(request),
    'tunnel.save': (request) => tunnel.save(request),
    'tunnel.test': (request) => tunnel.test(request),
    'tunnel.reconnect': (request) => engine.request('tunnel.reconnect', request),
    'catchUp.run': (request) => engine.request('catchUp.run', request),
    'subscriptions.repair': (request) => engine.request('subscriptions.repair', request),
    'simulator.send': (request) => engine.request('simulator.send', request),
    'notifications.test': parts.testNotification,
    'problems.dismiss': (problem) =>
      status.dismiss(problem)
        ? { ok: true }
        : { ok: false, message: 'This still keeps Ringback from listening.' },
  };
}
