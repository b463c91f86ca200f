/** An HTTP proxy on this computer (RFC 9110, section 9.3.6): it connects to where it is asked for, or refuses. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';

export interface ConnectProxy {
  /** `http://127.0.0.1:PORT`, with the credentials where it wants some. */
  readonly url: string;
  /** Hosts with ports that it connected to, oldest first. */
  readonly connected: readonly string[];
  /** How often it refused. */
  readonly refusals: number;
  /** Answers this status to everybody from now on; null connects again. */
  refuse(status: number | null): void;
  close(): Promise<void>;
}

/** @param credentials `user:password` that it wants; absent lets everybody through. */
export async function startConnectProxy(credentials?: string): Promise<ConnectProxy> {
  const connected: string[] = [];
  const sockets = new Set<Socket>();
  let refusals = 0;
  let refusal: number | null = null;
  const wanted = credentials && `Basic ${Buffer.from(credentials).toString('base64')}`;
  const server = createServer((_, response) => response.writeHead(405).end());
  server.on('connect', (request, near, head) => {
    const isLetIn = wanted === undefined || request.headers['proxy-authorization'] === wanted;
    const status = refusal ?? (isLetIn ? null : 407);
    near.on('error', () => {});
    // The server does not know them any more: they are ended with it all the same.
    sockets.add(near as Socket);
    if (status !== null) {
      refusals += 1;
      near.end(
        `HTTP/1.1 ${status} Refused\r\nproxy-authenticate: Basic realm="proxy"\r\ncontent-length: 0\r\n\r\n`,
      );
      return;
    }
    const { hostname, port } = new URL(`tcp://${request.url}`);
    connected.push(`${hostname}:${port}`);
    const far = connect(Number(port), hostname === 'localhost' ? '127.0.0.1' : hostname);
    sockets.add(far);
    far.on('error', () => near.destroy());
    far.once('connect', () => {
      near.write('HTTP/1.1 200 Connection established\r\n\r\n');
      if (head.length > 0) far.write(head);
      near.pipe(far).pipe(near);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://${credentials ? `${credentials}@` : ''}127.0.0.1:${port}`,
    connected,
    get refusals() {
      return refusals;
    },
    refuse(status) {
      refusal = status;
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
