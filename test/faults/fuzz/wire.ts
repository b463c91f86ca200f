/** Putting hostile requests on real sockets. */
import { Agent, request as httpRequest } from 'node:http';
import { connect, type Socket } from 'node:net';
import type { HttpRequest } from './requests.ts';

/** Longer than any answer may take, and than a cut-off connection lives after its last byte. */
const patienceMs = 20_000;

const portOf = (url: string): number => Number(new URL(url).port);

/** Sends bytes as they are and then no more. Resolves with what was answered when the engine has closed the connection. */
export function sendBytes(url: string, bytes: Buffer): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = '';
    const socket = connect({ port: portOf(url), host: '127.0.0.1' }, () => socket.end(bytes));
    const timer = setTimeout(() => {
      socket.destroy();
      reject(
        new Error(`the connection stayed open after ${JSON.stringify(bytes.toString('latin1', 0, 300))}`),
      );
    }, patienceMs);
    socket.on('data', (chunk) => {
      if (answer.length < 4096) answer += chunk.toString('latin1');
    });
    // A reset is as good as an end: the sender was in the wrong.
    socket.on('error', () => {});
    socket.on('close', () => {
      clearTimeout(timer);
      resolve(answer);
    });
  });
}

export interface Client {
  /** The status, or 0 where the connection was cut. */
  send(request: HttpRequest): Promise<number>;
  close(): void;
}

/** A well-behaved client with connections that are kept. */
export function createClient(url: string, maxSockets: number): Client {
  const agent = new Agent({ keepAlive: true, maxSockets });
  return {
    send: ({ method, path, headers, body }) =>
      new Promise((resolve, reject) => {
        const sent = httpRequest(
          {
            host: '127.0.0.1',
            port: portOf(url),
            method,
            path,
            agent,
            timeout: patienceMs,
            headers: { ...headers, 'content-length': body.length },
          },
          (response) => {
            response.resume();
            response.once('close', () => resolve(response.statusCode ?? 0));
          },
        );
        sent.once('timeout', () => {
          sent.destroy();
          reject(new Error(`no answer to ${method} ${path.slice(0, 200)} within ${patienceMs} ms`));
        });
        // A connection that the engine closes after a refusal may meet the next request on its way.
        sent.once('error', () => resolve(0));
        sent.end(body);
      }),
    close: () => agent.destroy(),
  };
}

/** Connections that begin a request and never finish it, a byte now and then. */
export function openSlowly(url: string, count: number): { closed(): number; stop(): void } {
  let closed = 0;
  const beginnings = [
    'POST /hooks/main HTTP/1.1\r\nhost: x\r\nx-',
    'POST /hooks/main HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 1000\r\n\r\n{',
    'POST /hooks/main HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n1\r\n{\r\n',
    '',
  ];
  const sockets: Socket[] = Array.from({ length: count }, (_, n) => {
    const socket = connect({ port: portOf(url), host: '127.0.0.1' }, () =>
      socket.write(beginnings[n % beginnings.length] ?? ''),
    );
    socket.on('error', () => {});
    socket.on('close', () => {
      closed += 1;
    });
    socket.resume();
    return socket;
  });
  // Slower than any time-out for idle connections, faster than giving up.
  const drip = setInterval(() => {
    for (const socket of sockets) if (socket.writable && !socket.connecting) socket.write('a');
  }, 1000);
  return {
    closed: () => closed,
    stop() {
      clearInterval(drip);
      for (const socket of sockets) socket.destroy();
    },
  };
}
