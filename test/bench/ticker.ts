/**
 * A clock for a fixed schedule. Timers of the event loop have whole milliseconds, and a request that is sent late by one
 * would be charged to the server; this one sleeps in a thread of its own until the very moment.
 */
import { Worker } from 'node:worker_threads';

/** Both clocks are read one after the other: without it, a call could come a moment too early. */
const marginMs = 0.02;

/** Code as text: the thread then needs no loader, and is there at once. It is told the moments in the machine's monotonic time. */
const sleeper = `
const { parentPort, workerData: { cell, first, step } } = require('node:worker_threads');
const now = () => Number(process.hrtime.bigint()) / 1e6;
for (let n = 0; ; n = Math.max(n + 1, Math.ceil((now() - first) / step))) {
  const wait = first + n * step - now();
  if (wait > 0) Atomics.wait(cell, 0, 0, wait);
  parentPort.postMessage(null);
}`;

/**
 * Calls back at `firstInMs` from now and every `stepMs` after that, never before the moment, until the process ends; for
 * moments that were missed there is one call at the next.
 */
export function startTicker(firstInMs: number, stepMs: number, onTick: () => void): void {
  const cell = new Int32Array(new SharedArrayBuffer(4));
  const first = Number(process.hrtime.bigint()) / 1e6 + firstInMs + marginMs;
  const thread = new Worker(sleeper, { eval: true, workerData: { cell, first, step: stepMs } });
  thread.on('message', onTick);
  thread.unref();
}
