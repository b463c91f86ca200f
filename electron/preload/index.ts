import { contextBridge } from 'electron';
import { buildBridge } from '#shared/contract/bridge.ts';
import { windowEventNames, windowMethodNames } from './contract-names.ts';
import { invoke, subscribe } from './invoke.ts';

/** Named functions only: the page can ask for nothing that is not in the contract. */
contextBridge.exposeInMainWorld(
  'ringback',
  buildBridge(windowMethodNames, windowEventNames, { ask: invoke, subscribe }),
);
