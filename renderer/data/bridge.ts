/** The bridge to the main process. Nothing else in the renderer uses `window.ringback`. */
import { createContext, useContext } from 'react';
import type { Bridge } from '#shared/contract/bridge.ts';

declare global {
  interface Window {
    ringback?: Bridge;
  }
}

/** The bridge of the preload script. @throws Error when the preload script did not run. */
export function windowBridge(): Bridge {
  if (!window.ringback) throw new Error('window.ringback is missing: the preload script did not run');
  return window.ringback;
}

const BridgeContext = createContext<Bridge | null>(null);
export const BridgeProvider = BridgeContext.Provider;

/** The bridge of the nearest BridgeProvider. @throws Error outside of one. */
export function useBridge(): Bridge {
  const bridge = useContext(BridgeContext);
  if (!bridge) throw new Error('useBridge is used outside a BridgeProvider');
  return bridge;
}
