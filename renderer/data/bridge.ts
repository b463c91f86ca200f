/** The way from the window to the main process. Nothing else in the renderer touches `window.ringback`. */
import { createContext, useContext } from 'react';
import type { Bridge } from '#shared/contract/bridge.ts';

declare global {
  interface Window {
    ringback?: Bridge;
  }
}

/** @throws Error where the preload script did not run; the window cannot do anything then. */
export function windowBridge(): Bridge {
  if (!window.ringback) throw new Error('window.ringback is missing: the preload script did not run');
  return window.ringback;
}

const BridgeContext = createContext<Bridge | null>(null);
export const BridgeProvider = BridgeContext.Provider;

/** @throws Error outside a BridgeProvider. */
export function useBridge(): Bridge {
  const bridge = useContext(BridgeContext);
  if (!bridge) throw new Error('useBridge is used outside a BridgeProvider');
  return bridge;
}
