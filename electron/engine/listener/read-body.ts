/** Reading a request's body as the bytes that were sent. */
import type { IncomingMessage } from 'node:http';

/** Of all bodies being read at a time: senders that stop half-way must not use up the memory. */
const maxHeldBytes = 64 * 1024 * 1024;
let held = 0;
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
  let length = 0;
  let isOver = false;
  let isHeld = true;
  const giveBack = (): void => {
    if (isHeld) held -= length;
    isHeld = false;
  };
  request.on('data', (chunk: Buffer) => {
    if (isOver) return;
    length += chunk.length;
    held += chunk.length;
    if (length > maxBytes || held > maxHeldBytes) {
      const reason = length > maxBytes ? 'too-large' : 'overloaded';
      isOver = true;
      more = null;
      first = null;
      giveBack();
      done(reason);
    } else if (first === null) first = chunk;
    else if (more === null) more = [first, chunk];
    else more.push(chunk);
  });
  request.on('close', giveBack);
  request.on('end', () => {
    giveBack();
    if (!isOver) done(more ? Buffer.concat(more, length) : (first ?? Buffer.alloc(0)));
  });
  request.on('error', ignore);
}
