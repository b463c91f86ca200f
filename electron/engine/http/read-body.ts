/** Reading a request's body as the bytes that were sent. */
import type { IncomingMessage } from 'node:http';

/** Of all bodies being read at a time: senders that stop half-way must not use up the memory. */
const maxHeldBytes = 64 * 1024 * 1024;
/** What a body may have in any case: far more than a vendor's event, far less than a stranger would need. */
const alwaysRoomFor = 64 * 1024;

/** A body under way. */
interface Reading {
  length: number;
  giveUp(): void;
}

/** The longest under way first. */
const readings = new Set<Reading>();
let held = 0;

/**
 * Where the memory is used up, whoever has held much of it for longest gives way: those who stopped half-way, and not the
 * vendor whose event has just begun to come in.
 */
function makeRoom(newest: Reading): void {
  for (const reading of readings) {
    if (held <= maxHeldBytes) return;
    if (reading !== newest && reading.length > alwaysRoomFor) reading.giveUp();
  }
  if (held > maxHeldBytes && newest.length > alwaysRoomFor) newest.giveUp();
}

/** Without a listener, a connection that is cut off would end the process; what is to be done then, 'close' does. */
const ignore = (): void => {};

/** Calls back once with the body, or as soon as it is clear that there will be none; not at all when the sender goes away before the end. */
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
