/** Reading a request's body as the bytes that were sent. */
import type { IncomingMessage } from 'node:http';

/** Calls back once with the body, or `too-large` as soon as it is; not at all when the sender goes away before the end. */
export function readBody(
  request: IncomingMessage,
  maxBytes: number,
  done: (body: Buffer | 'too-large') => void,
): void {
  let first: Buffer | null = null;
  let more: Buffer[] | null = null;
  let length = 0;
  let isOver = false;
  request.on('data', (chunk: Buffer) => {
    if (isOver) return;
    length += chunk.length;
    if (length > maxBytes) {
      isOver = true;
      more = null;
      first = null;
      done('too-large');
    } else if (first === null) first = chunk;
    else if (more === null) more = [first, chunk];
    else more.push(chunk);
  });
  request.on('end', () => {
    if (!isOver) done(more ? Buffer.concat(more, length) : (first ?? Buffer.alloc(0)));
  });
  // Without a listener, a connection that is cut off would end the process.
  request.on('error', () => {
    isOver = true;
  });
}
