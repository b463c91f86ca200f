/** Requests to a public address whose certificate is the test's own. */
import { Agent, request } from 'node:https';

interface PublicAnswer {
  status: number;
  headers: NodeJS.Dict<string | string[]>;
  body: string;
}

export interface PublicClient {
  post(url: string, body: string, headers?: Record<string, string>): Promise<PublicAnswer>;
  close(): void;
}

/** @param connections How many may be open at once. */
export function publicClient(caCertificate: string, connections = 100): PublicClient {
  const agent = new Agent({ ca: caCertificate, keepAlive: true, maxSockets: connections });
  return {
    post: (url, body, headers = {}) =>
      new Promise((resolve, reject) => {
        const sent = request(url, { method: 'POST', agent, headers }, (answer) => {
          const chunks: Buffer[] = [];
          answer.on('data', (chunk: Buffer) => chunks.push(chunk));
          answer.once('error', reject);
          answer.once('end', () =>
            resolve({
              status: answer.statusCode ?? 0,
              headers: answer.headers,
              body: Buffer.concat(chunks).toString(),
            }),
          );
        });
        sent.once('error', reject);
        sent.end(body);
      }),
    close: () => agent.destroy(),
  };
}
