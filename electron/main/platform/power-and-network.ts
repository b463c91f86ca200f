import { net, powerMonitor } from 'electron';
import type { SystemEvent } from '#shared/contract/system.ts';
import type { Log } from '../log/log.ts';
import { watchNetwork } from './network.ts';

/** Emits resumes and network changes. Call it after the app is ready. @returns a function that stops it. */
export function watchSystem(tell: (event: SystemEvent) => void, log: Log): () => void {
  const pass = (event: SystemEvent): void => {
    log('info', `system: ${event}`);
    tell(event);
  };
  const onSuspend = (): void => pass('suspend');
  const onResume = (): void => pass('resume');
  powerMonitor.on('suspend', onSuspend);
  powerMonitor.on('resume', onResume);
  const endNetwork = watchNetwork(
    () => net.isOnline(),
    () => pass('network-changed'),
  );
  return () => {
    powerMonitor.off('suspend', onSuspend);
    powerMonitor.off('resume', onResume);
    endNetwork();
  };
}
