/** A host that listens to nothing and lets a crash fail the test; a test takes what it needs in its place. */
import type { EngineEvents } from '../../electron/engine/engine.ts';

const nothing = (): void => {};

export const ignoredEvents: EngineEvents = {
  onListening: nothing,
  onProblems: nothing,
  onCallsChanged: nothing,
  onNotify: nothing,
  onUnreadable: nothing,
  onReachability: nothing,
  onUnreachable: nothing,
  onSubscriptions: nothing,
  onMigration: nothing,
  onGap: nothing,
  onCompleteness: nothing,
  onUnexpectedError: (during, error) => {
    throw new Error(`Failed while ${during}`, { cause: error });
  },
  onCrash: (error) => {
    throw error;
  },
};
