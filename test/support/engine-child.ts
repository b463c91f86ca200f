/** The engine's utility process outside of Electron: `process.parentPort` is the channel to the process that forked it. */
import { EventEmitter } from 'node:events';

const parentPort = Object.assign(new EventEmitter(), {
  postMessage: (message: unknown): void => void process.send?.(message),
});
process.on('message', (data: unknown) => void parentPort.emit('message', { data }));
// A test that is ended takes its engine with it.
process.once('disconnect', () => process.exit());
Object.assign(process, { parentPort });
await import('../../electron/engine/utility-process.ts');
