import { contextBridge } from 'electron';
import { buildBridge } from '#shared/contract/bridge.ts';
import { windowEventNames, windowMethodNames } from './contract-names.ts';
import { invoke, subscribe } from './invoke.ts';

/** The bridge. It exposes only named functions, so the page can call only the contract's methods. */
contextBridge.exposeInMainWorld(
  'ringback',
  buildBridge(windowMethodNames, windowEventNames, { ask: invoke, subscribe }),
);
