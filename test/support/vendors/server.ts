/** A vendor's HTTP API on the loopback interface: routes, and what was asked for. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { onTestFinished } from 'vitest';

export interface ApiRequest {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: IncomingMessage['headers'];
  body: string;
}
export interface ApiAnswer {
  status?: number;
  headers?: Record<string, string>;
  json?: unknown;
}
/** JSON text that is sent as it is. */
export class RawJson {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

export type Route = (request: ApiRequest) => ApiAnswer | Promise<ApiAnswer>;

export interface ApiServer {
  url: string;
  port: number;
  /** `METHOD /path` of everything that was asked, in order. */
  asked: string[];
  onUpgrade: ((request: IncomingMessage, socket: Duplex, head: Buffer) => void) | null;
}

/** Ends with the test. */
export async function startApiServer(route: Route): Promise<ApiServer> {
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { pathname: path, searchParams: query } = new URL(request.url ?? '/', 'http://vendor');
    const method = request.method ?? '';
    api.asked.push(`${method} ${path}`);
    const body = Buffer.concat(chunks).toString();
    const {
      status = 200,
      headers = {},
      json,
    } = await route({ method, path, query, headers: request.headers, body });
    response
      .writeHead(status, { 'content-type': 'application/json', ...headers })
      .end(json === undefined ? '' : json instanceof RawJson ? json.text : JSON.stringify(json));
  };
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const api: ApiServer = { url: `http://127.0.0.1:${port}`, port, asked: [], onUpgrade: null };
  server.on('upgrade', (request, socket, head) => {
    if (api.onUpgrade) api.onUpgrade(request, socket, head);
    else socket.destroy();
  });
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return api;
}
