/** A public HTTPS address on this computer that hands requests on to a port, and answers some of them by itself. */
import { once } from 'node:events';
import { request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { type LocalCertificate, localCertificate } from './certificates.ts';

interface EdgeAnswer {
  status: number;
  headers?: Record<string, string>;
  body?: string;
}

export interface HttpsEdge {
  readonly publicOrigin: string;
  /** PEM of its authority. */
  readonly caCertificate: string;
  /** Requests by their paths, oldest first. */
  readonly requests: readonly string[];
  /** Where requests are handed on to. A function chooses for each request. */
  forwardTo(port: number | ((request: IncomingMessage) => number)): void;
  /** Answers requests to this path by itself; null hands them on again. */
  answer(path: string, answer: EdgeAnswer | null): void;
  close(): Promise<void>;
}

/** @param certificate takes one that another edge has as well. */
export async function startHttpsEdge(certificate?: LocalCertificate): Promise<HttpsEdge> {
  const { caCertificate, certificate: cert, key } = certificate ?? (await localCertificate());
  const requests: string[] = [];
  const own = new Map<string, EdgeAnswer>();
  let target: (request: IncomingMessage) => number = () => 0;

  const handOn = (request: IncomingMessage, response: ServerResponse): void => {
    const onward = httpRequest({
      host: '127.0.0.1',
      port: target(request),
      method: request.method,
      path: request.url,
      headers: { ...request.headers, 'x-forwarded-for': '203.0.113.9', 'x-forwarded-proto': 'https' },
      agent: false,
    });
    onward.once('response', (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.rawHeaders);
      answer.pipe(response);
    });
    onward.once('error', () => response.writeHead(502).end());
    request.pipe(onward);
  };
  const server = createServer({ cert, key }, (request, response) => {
    const path = request.url ?? '/';
    requests.push(path);
    const answer = own.get(path);
    if (!answer) return void handOn(request, response);
    request.resume();
    response.writeHead(answer.status, answer.headers).end(answer.body);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    publicOrigin: `https://localhost:${(server.address() as AddressInfo).port}`,
    caCertificate,
    requests,
    forwardTo(port) {
      target = typeof port === 'number' ? () => port : port;
    },
    answer(path, answer) {
      if (answer) own.set(path, answer);
      else own.delete(path);
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
