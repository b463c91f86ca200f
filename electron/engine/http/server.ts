/** The HTTP server on the loopback interface. Bare node:http, because every microsecond before the 2xx counts. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { answers, send } from './answers.ts';
import type { Connections } from './connections.ts';
import type { createHookHandler } from './hooks.ts';

/** Only programs on this computer can connect, such as the tunnel. */
const host = '127.0.0.1';
const hooks = '/hooks/';
/** The path of probes. */
export const probePath = '/probe';

/** Limits of slow and half-open connections, in milliseconds and bytes. They are generous: vendors' own time-outs are 3 to 15 s. */
const limits = {
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  keepAliveTimeout: 65_000,
  connectionsCheckingInterval: 2_000,
  maxHeaderSize: 32 * 1024,
};

/** A peer that neither reads nor closes keeps its place no longer than that after the last word to it. */
const lastWordMs = 1000;

/** The failure to listen on a port. */
export class ListenError extends Error {
  override readonly name = 'ListenError';
  readonly code: 'port-taken' | 'port-forbidden' | 'other';
  readonly port: number;
  constructor(code: ListenError['code'], port: number, options?: ErrorOptions) {
    const why = {
      'port-taken': 'another program is using it',
      'port-forbidden': 'the system does not allow it',
      other: 'the system refused',
    }[code];
    super(`Port ${port} on ${host} cannot be listened on: ${why}.`, options);
    this.code = code;
    this.port = port;
  }
}

export interface Listener {
  url: string;
  port: number;
  /** Stops accepting and waits until all requests in flight are answered. */
  close(): Promise<void>;
}

export interface Receivers {
  onHook: ReturnType<typeof createHookHandler>;
  /** `POST /probe`. */
  onProbe(request: IncomingMessage, response: ServerResponse): void;
  connections: Pick<Connections, 'add' | 'onRequest' | 'onNoDescriptors'>;
}

/** Starts listening. @param port 0 takes any free one. @throws ListenError */
export async function listen(port: number, { onHook, onProbe, connections }: Receivers): Promise<Listener> {
  const server = createServer({ ...limits, noDelay: true }, (request, response) => {
    const target = request.url ?? '/';
    connections.onRequest(request, response);
    if (!server.listening) response.setHeader('connection', 'close');
    if (target.startsWith(hooks)) onHook(request, response, target.slice(hooks.length));
    else if (target === probePath) onProbe(request, response);
    else if (target === '/healthz')
      send(
        response,
        request.method === 'GET' || request.method === 'HEAD' ? answers.healthy : answers.method('GET'),
      );
    else send(response, answers.unknown);
  });
  // No limit of requests per connection.
  server.maxRequestsPerSocket = 0;
  // No limit of headers: some versions of Node silently drop further ones, among them those that the tunnel's edge adds at
  // the end. maxHeaderSize bounds their size.
  server.maxHeadersCount = 0;
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    if (error.code === 'ECONNRESET' || !socket.writable) socket.destroy();
    else {
      socket.end(`HTTP/1.1 ${statusOf(error)}\r\nconnection: close\r\n\r\n`);
      // Not at once: what the peer has sent and nobody read would reset the connection before the answer is read.
      setTimeout(() => socket.destroy(), lastWordMs).unref();
    }
  });
  server.on('connection', connections.add);
  await start(server, port);
  server.on('error', (error: NodeJS.ErrnoException) => {
    // Accepting goes on as soon as descriptors are free. Nothing else that fails there concerns the others.
    if (error.code === 'EMFILE' || error.code === 'ENFILE') connections.onNoDescriptors();
  });
  const bound = (server.address() as AddressInfo).port;
  return { port: bound, url: `http://${host}:${bound}`, close: () => stop(server) };
}

/** Returns the status line for a request that could not be parsed. */
const statusOf = ({ code }: NodeJS.ErrnoException): string => {
  if (code === 'HPE_HEADER_OVERFLOW') return '431 Request Header Fields Too Large';
  return code === 'ERR_HTTP_REQUEST_TIMEOUT' ? '408 Request Timeout' : '400 Bad Request';
};

const start = (server: Server, port: number): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const code =
        error.code === 'EADDRINUSE' ? 'port-taken' : error.code === 'EACCES' ? 'port-forbidden' : 'other';
      reject(new ListenError(code, port, { cause: error }));
    });
    server.listen({ port, host, exclusive: true, backlog: 1024 }, resolve);
  });

/** Interval of closing idle connections, as `close()` waits for keep-alive connections to end. */
const idleCheckMs = 20;
/** Time-out of stopping. A sender that is cut off got no answer, so it retries. */
const stopTimeoutMs = 5000;

const stop = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    const idle = setInterval(() => server.closeIdleConnections(), idleCheckMs);
    const end = setTimeout(() => server.closeAllConnections(), stopTimeoutMs);
    server.close(() => {
      clearInterval(idle);
      clearTimeout(end);
      resolve();
    });
  });
