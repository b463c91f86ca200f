/** Reads the body of a request as the bytes that were sent. */
import type { IncomingMessage } from 'node:http';

/** The limit of all unfinished bodies together: senders that stop half-way must not exhaust the memory. */
const maxHeldBytes = 64 * 1024 * 1024;
/** The size that each body may always have: far more than a vendor's event, far less than an attacker needs. */
const alwaysRoomFor = 64 * 1024;

/** An unfinished body. */
interface Reading {
  length: number;
  giveUp(): void;
}

/** Unfinished bodies, the oldest first. */
const readings = new Set<Reading>();
let held = 0;

/**
 * Drops the oldest large bodies when the limit is exceeded. Those are senders that stopped half-way, not the vendor whose
 * event has just begun to arrive.
 */
function makeRoom(newest: Reading): void {
  for (const reading of readings) {
    if (held <= maxHeldBytes) return;
    if (reading !== newest && reading.length > alwaysRoomFor) reading.giveUp();
  }
  if (held > maxHeldBytes && newest.length > alwaysRoomFor) newest.giveUp();
}

/** Handles 'error', which would otherwise end the process; 'close' cleans up. */
const ignore = (): void => {};

/** Reads a body. Calls back once, with the body or the reason why there is none; never when the sender disconnects early. */
export function readBody(
  request: IncomingMessage,
  maxBytes: number,
  done: (body: Buffer | 'too-large' | 'overloaded') => void,
): void {
  let first: Buffer | null = null;
  let more: Buffer[] | null = null;
  let isOver = false;
  const end = (): void => {
    if (readings.delete(reading)) held -= reading.length;
  };
  const giveUp = (reason: 'too-large' | 'overloaded'): void => {
    isOver = true;
    more = null;
    first = null;
    end();
    done(reason);
  };
  const reading: Reading = { length: 0, giveUp: () => giveUp('overloaded') };
  readings.add(reading);
  request.on('data', (chunk: Buffer) => {
    if (isOver) return;
    reading.length += chunk.length;
    held += chunk.length;
    if (reading.length > maxBytes) return giveUp('too-large');
    if (first === null) first = chunk;
    else if (more === null) more = [first, chunk];
    else more.push(chunk);
    if (held > maxHeldBytes) makeRoom(reading);
  });
  request.on('close', end);
  request.on('end', () => {
    end();
    if (!isOver) done(more ? Buffer.concat(more, reading.length) : (first ?? Buffer.alloc(0)));
  });
  request.on('error', ignore);
}
