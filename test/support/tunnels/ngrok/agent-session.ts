/**
 * One agent's session at the edge: authentication, binding, heartbeats, and streams to deliver requests by.
 * Messages: ngrok/ngrok-rust, ngrok/src/internals/proto.rs.
 */
import type { Duplex } from 'node:stream';
import type { TLSSocket } from 'node:tls';
import { startMuxado } from './muxado.ts';

const streamTypes = { auth: 0, bind: 1, unbind: 2, proxy: 3, stop: 5, heartbeat: 0xffffffff } as const;

/** How often a session is asked whether it lives, and how long its answer may take; milliseconds. */
const heartbeat = { interval: 500, tolerance: 2000 };

export interface AgentSession {
  readonly authtoken: string;
  /** The bound endpoint's ID; null before it is bound and after it was given back. */
  boundId: string | null;
  /** A connection to what the agent forwards to; the first bytes go to it as they are written. */
  dial(clientAddress: string): Duplex;
  /** Asks the agent to stop, as the dashboard does. */
  requestStop(): void;
  stall(): void;
  end(): void;
}

export interface AgentRules {
  /** What is answered to an authentication; an empty text accepts. */
  refuseAuth(authtoken: string): string;
  refuseBind(domain: string): string;
  publicUrl(domain: string): string;
  onAuth(session: AgentSession): void;
}

/** Reads a stream to where its text is one JSON value: requests come without an end. */
function readJson(stream: Duplex, first: Buffer, onValue: (value: unknown) => void): void {
  let text = '';
  const take = (chunk: Buffer): void => {
    text += chunk.toString();
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch {
      return;
    }
    stream.off('data', take);
    onValue(value);
  };
  stream.on('data', take);
  if (first.length > 0) take(first);
}

const text = (value: unknown, ...path: string[]): string => {
  let at: unknown = value;
  for (const key of path) at = typeof at === 'object' && at !== null ? Reflect.get(at, key) : undefined;
  return typeof at === 'string' ? at : '';
};

export function serveAgent(socket: TLSSocket, rules: AgentRules): void {
  let authtoken = '';
  const session: AgentSession = {
    get authtoken() {
      return authtoken;
    },
    boundId: null,
    dial(clientAddress) {
      const stream = mux.open();
      const header = Buffer.from(
        JSON.stringify({
          Id: session.boundId,
          ClientAddr: clientAddress,
          Proto: 'https',
          EdgeType: '3',
          PassthroughTLS: false,
        }),
      );
      const prefix = Buffer.alloc(12);
      prefix.writeUInt32BE(streamTypes.proxy, 0);
      prefix.writeBigUInt64LE(BigInt(header.length), 4);
      stream.write(Buffer.concat([prefix, header]));
      return stream;
    },
    requestStop() {
      const stream = mux.open();
      const prefix = Buffer.alloc(4);
      prefix.writeUInt32BE(streamTypes.stop, 0);
      stream.end(Buffer.concat([prefix, Buffer.from('{}')]));
      stream.resume();
    },
    stall() {
      mux.isStalled = true;
      socket.pause();
    },
    end: () => void socket.destroy(),
  };

  const handlers: Record<number, (stream: Duplex, first: Buffer) => void> = {
    [streamTypes.auth]: (stream, first) =>
      readJson(stream, first, (request) => {
        authtoken = text(request, 'Extra', 'AuthToken');
        const error = rules.refuseAuth(authtoken);
        const extra = {
          Version: '3',
          Region: 'test',
          Cookie: '',
          AccountName: 'test',
          SessionDuration: 0,
          PlanName: 'Free',
          Banner: '',
        };
        const answer =
          error === '' ? { Version: '3', ClientId: 'agent', Extra: extra, Error: '' } : { Error: error };
        stream.end(JSON.stringify(answer));
        if (error !== '') return;
        rules.onAuth(session);
        startHeartbeat();
      }),
    [streamTypes.bind]: (stream, first) =>
      readJson(stream, first, (request) => {
        const domain = text(request, 'Opts', 'Hostname') || text(request, 'Opts', 'Domain');
        const error = rules.refuseBind(domain);
        if (error !== '') return void stream.end(JSON.stringify({ Error: error }));
        session.boundId = text(request, 'Id') || 'endpoint';
        const { Opts = {} } = request as { Opts?: unknown };
        stream.end(
          JSON.stringify({
            Id: session.boundId,
            URL: rules.publicUrl(domain),
            Proto: 'https',
            Opts,
            Extra: { Token: 'endpoint-token' },
            Error: '',
          }),
        );
      }),
    [streamTypes.unbind]: (stream) => {
      session.boundId = null;
      stream.end('{}');
    },
    [streamTypes.heartbeat]: (stream, first) => {
      if (first.length > 0) stream.write(first);
      stream.on('data', (beat: Buffer) => void stream.write(beat));
    },
  };

  const startHeartbeat = (): void => {
    const stream = mux.open();
    const prefix = Buffer.alloc(4);
    prefix.writeUInt32BE(streamTypes.heartbeat);
    stream.write(prefix);
    let lastAnswer = performance.now();
    stream.on('data', () => {
      lastAnswer = performance.now();
    });
    const timer = setInterval(() => {
      if (mux.isStalled) return;
      if (performance.now() - lastAnswer > heartbeat.tolerance) socket.destroy();
      else stream.write(Buffer.from('beat'));
    }, heartbeat.interval);
    socket.once('close', () => clearInterval(timer));
  };

  const mux = startMuxado(socket, (stream) => {
    let head = Buffer.alloc(0);
    const readType = (chunk: Buffer): void => {
      head = Buffer.concat([head, chunk]);
      if (head.length < 4) return;
      stream.off('data', readType);
      const handle = handlers[head.readUInt32BE(0)];
      if (handle) handle(stream, head.subarray(4));
      else stream.destroy();
    };
    stream.on('data', readType);
  });
}
