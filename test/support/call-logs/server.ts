/** A local HTTP server that plays a vendor's API. */
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

export interface ApiRequest {
  method: string;
  url: URL;
  headers: IncomingHttpHeaders;
  body: string;
}

export interface ApiAnswer {
  status?: number;
  headers?: Record<string, string>;
  json: unknown;
}

export interface VendorApi {
  url: string;
  requests: ApiRequest[];
  /** Answers the next requests for a list instead of the vendor; null leaves one to it. */
  disturb(...answers: (ApiAnswer | null)[]): void;
}

/** @param answer the vendor. */
export async function startVendorApi(answer: (request: ApiRequest) => ApiAnswer): Promise<VendorApi> {
  const requests: ApiRequest[] = [];
  const disturbances: (ApiAnswer | null)[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const url = new URL(request.url ?? '/', `http://${request.headers.host}`);
      const asked = {
        method: request.method ?? '',
        url,
        headers: request.headers,
        body: Buffer.concat(chunks).toString(),
      };
      requests.push(asked);
      const isLogin = url.pathname.includes('oauth');
      const {
        status = 200,
        headers = {},
        json,
      } = (isLogin ? undefined : disturbances.shift()) ?? answer(asked);
      response.writeHead(status, { 'content-type': 'application/json', connection: 'close', ...headers });
      response.end(JSON.stringify(json));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => new Promise<void>((resolve) => void server.close(() => resolve())));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    disturb: (...answers) => void disturbances.push(...answers),
  };
}
