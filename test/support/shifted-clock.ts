/**
 * Loaded into the engine's process and its threads by NODE_OPTIONS: `Date` is wrong by as many milliseconds as stand in the
 * file that RINGBACK_TEST_CLOCK names. The monotonic clock goes on.
 */
import { readFileSync } from 'node:fs';

const file = process.env.RINGBACK_TEST_CLOCK ?? '';
const True = Date;
/** The file is read at most so often. */
const everyMs = 20;
let readAt = Number.NEGATIVE_INFINITY;
let offset = 0;

function now(): number {
  if (performance.now() - readAt > everyMs) {
    readAt = performance.now();
    offset = Number(readFileSync(file, 'utf8')) || 0;
  }
  return True.now() + offset;
}

globalThis.Date = new Proxy(True, {
  construct: (target, given, as) => Reflect.construct(target, given.length === 0 ? [now()] : given, as),
  get: (target, key, receiver) => (key === 'now' ? now : Reflect.get(target, key, receiver)),
});
