/** Runs in the page before the app: puts a scene's bridge where the preload script would put the real one. */
import { createFakeBridge } from '../support/fake-bridge.ts';
import { type SceneName, scenes } from './scenes.ts';

declare global {
  interface Window {
    ringbackScene: SceneName;
  }
}

window.ringback = createFakeBridge(scenes[window.ringbackScene]).bridge;
