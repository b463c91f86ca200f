/**
 * The server's side of muxado, the multiplexer of ngrok's agents, over one socket.
 * Frames: ngrok/ngrok-rust, muxado/SPEC.md and muxado/src/frame.rs.
 */
import { Duplex } from 'node:stream';
import type { TLSSocket } from 'node:tls';

const frameTypes = { reset: 0, data: 1, windowIncrement: 2, goAway: 3 } as const;
const flags = { fin: 1, syn: 2 } as const;
/** Bytes that may be under way on a stream in one direction before the reader gives some back. */
const initialWindow = 0x40000;
const maxFrameBody = 0x4000;
const headerLength = 8;

function frame(type: number, flag: number, streamId: number, body: Buffer): Buffer {
  const header = Buffer.alloc(headerLength);
  header.writeUIntBE(body.length, 0, 3);
  header.writeUInt8((type << 4) | flag, 3);
  header.writeUInt32BE(streamId, 4);
  return Buffer.concat([header, body]);
}

const uint32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
};

/** One stream: what is written respects the other side's window, and what is read is given back to it. */
class MuxadoStream extends Duplex {
  readonly #send: (type: number, flag: number, body: Buffer) => void;
  readonly #forget: () => void;
  #window = initialWindow;
  #isOpened: boolean;
  #blocked: (() => void) | null = null;

  constructor(
    isOpened: boolean,
    send: (type: number, flag: number, body: Buffer) => void,
    forget: () => void,
  ) {
    super({ allowHalfOpen: true });
    this.#isOpened = isOpened;
    this.#send = send;
    this.#forget = forget;
  }

  #data(body: Buffer, flag = 0): void {
    this.#send(frameTypes.data, this.#isOpened ? flag : flag | flags.syn, body);
    this.#isOpened = true;
  }

  receive(body: Buffer, isLast: boolean): void {
    if (body.length > 0) {
      this.push(body);
      this.#send(frameTypes.windowIncrement, 0, uint32(body.length));
    }
    if (isLast) this.push(null);
  }

  grow(increment: number): void {
    this.#window += increment;
    const resume = this.#blocked;
    this.#blocked = null;
    resume?.();
  }

  override _read(): void {}

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    let rest = chunk;
    const step = (): void => {
      while (rest.length > 0 && this.#window > 0) {
        const part = rest.subarray(0, Math.min(maxFrameBody, this.#window));
        this.#window -= part.length;
        rest = rest.subarray(part.length);
        this.#data(part);
      }
      if (rest.length === 0) done();
      else this.#blocked = step;
    };
    step();
  }

  override _final(done: (error?: Error | null) => void): void {
    this.#data(Buffer.alloc(0), flags.fin);
    done();
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    if (!this.readableEnded || !this.writableFinished) this.#send(frameTypes.reset, 0, uint32(0));
    this.#forget();
    done(error);
  }
}

export interface MuxadoSession {
  /** Opens a stream to the agent; its first bytes are to be written. */
  open(): Duplex;
  isStalled: boolean;
}

/** @param onStream is given each stream that the agent opens. */
export function startMuxado(socket: TLSSocket, onStream: (stream: Duplex) => void): MuxadoSession {
  const streams = new Map<number, MuxadoStream>();
  let nextId = 2;
  let pending = Buffer.alloc(0);
  const session: MuxadoSession = { open: () => add(takeId(), false), isStalled: false };

  const takeId = (): number => {
    const id = nextId;
    nextId += 2;
    return id;
  };
  const add = (id: number, isOpened: boolean): MuxadoStream => {
    const send = (type: number, flag: number, body: Buffer): void => {
      if (!socket.destroyed && !session.isStalled) socket.write(frame(type, flag, id, body));
    };
    const stream = new MuxadoStream(isOpened, send, () => streams.delete(id));
    // A stream that is reset is the other side's to end; who uses it sees that it closed.
    stream.on('error', () => {});
    streams.set(id, stream);
    return stream;
  };

  const onFrame = (type: number, flag: number, id: number, body: Buffer): void => {
    const known = streams.get(id);
    if (type === frameTypes.windowIncrement) known?.grow(body.readUInt32BE(0) & 0x7fffffff);
    else if (type === frameTypes.reset) known?.destroy(new Error('The agent reset the stream'));
    else if (type === frameTypes.goAway) socket.end();
    else if (type === frameTypes.data) {
      const stream = known ?? ((flag & flags.syn) !== 0 ? add(id, true) : null);
      if (!known && stream) onStream(stream);
      stream?.receive(body, (flag & flags.fin) !== 0);
    }
  };

  socket.on('data', (chunk) => {
    if (session.isStalled) return;
    pending = pending.length === 0 ? Buffer.from(chunk) : Buffer.concat([pending, chunk]);
    while (pending.length >= headerLength) {
      const length = pending.readUIntBE(0, 3);
      if (pending.length < headerLength + length) return;
      const kind = pending.readUInt8(3);
      const body = Buffer.from(pending.subarray(headerLength, headerLength + length));
      onFrame(kind >> 4, kind & 0xf, pending.readUInt32BE(4) & 0x7fffffff, body);
      pending = pending.subarray(headerLength + length);
    }
  });
  socket.on('close', () => {
    for (const stream of [...streams.values()]) stream.destroy(new Error('The session ended'));
  });
  return session;
}
