import { contextBridge } from 'electron';
import type { Bridge } from '#shared/contract/ipc.ts';
import { invoke, subscribe } from './invoke.ts';

/** Named functions only: the page can ask for nothing that is not listed here. */
const bridge: Bridge = {
  appInfo: () => invoke('app.getInfo', {}),
  getStatus: () => invoke('status.get', {}),
  getSummary: () => invoke('summary.get', {}),
  listCalls: (request) => invoke('calls.list', request),
  listFollowUps: (request) => invoke('followUps.list', request),
  removeTestCalls: () => invoke('calls.removeTests', {}),
  closeFollowUp: (id) => invoke('followUps.close', { id }),
  reopenFollowUp: (id) => invoke('followUps.reopen', { id }),
  listDeliveries: (request) => invoke('deliveries.list', request),
  getDelivery: (id) => invoke('deliveries.get', { id }),
  reprocessDeadLetters: (request) => invoke('deliveries.reprocess', request),
  openInCrm: (callId) => invoke('calls.openInCrm', { callId }),
  callBack: (callId) => invoke('calls.callBack', { callId }),
  copyNumber: (callId) => invoke('calls.copyNumber', { callId }),
  getSettings: () => invoke('settings.get', {}),
  updateSettings: (patch) => invoke('settings.update', patch),
  saveSource: (request) => invoke('sources.save', request),
  removeSource: (id) => invoke('sources.remove', { id }),
  copySourceUrl: (id) => invoke('sources.copyUrl', { id }),
  getSourceHealth: () => invoke('sources.getHealth', {}),
  simulate: (request) => invoke('simulator.send', request),
  saveCredentials: (request) => invoke('sources.saveCredentials', request),
  saveTunnel: (request) => invoke('tunnel.save', request),
  testTunnel: (request) => invoke('tunnel.test', request),
  reconnectTunnel: () => invoke('tunnel.reconnect', {}),
  runCatchUp: (sourceId) => invoke('catchUp.run', sourceId === undefined ? {} : { sourceId }),
  repairSubscription: (sourceId) => invoke('subscriptions.repair', { sourceId }),
  testNotification: () => invoke('notifications.test', {}),
  dismissProblem: (request) => invoke('problems.dismiss', request),
  onStatusChanged: (listener) => subscribe('status.changed', listener),
  onCallsChanged: (listener) => subscribe('calls.changed', listener),
  onFollowUpsChanged: (listener) => subscribe('followUps.changed', listener),
  onSettingsChanged: (listener) => subscribe('settings.changed', listener),
  onNavigate: (listener) => subscribe('app.navigate', listener),
};

contextBridge.exposeInMainWorld('ringback', bridge);
