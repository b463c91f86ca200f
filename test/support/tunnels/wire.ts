/** A piece of network between two programs, which can be cut and can go silent. */
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

export interface Wire {
  /** Port on 127.0.0.1 in front of the real one. */
  readonly port: number;
  /** How many connections went through it. */
  readonly connections: number;
  /** Ends what goes through it. */
  cut(): void;
  /** Nothing arrives any more, in either direction, and nothing ends. */
  silence(): void;
  close(): Promise<void>;
}

export async function layWire(targetPort: number): Promise<Wire> {
  const sockets = new Set<Socket>();
  let isSilent = false;
  let connections = 0;
  const server = createServer((near) => {
    connections += 1;
    const far = connect(targetPort, '127.0.0.1');
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(from);
      from.on('data', (chunk) => void (isSilent || to.write(chunk)));
      from.on('error', () => {});
      from.once('close', () => {
        sockets.delete(from);
        if (!isSilent) to.destroy();
      });
    }
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const cut = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    port: (server.address() as AddressInfo).port,
    get connections() {
      return connections;
    },
    cut,
    silence() {
      isSilent = true;
    },
    async close() {
      cut();
      server.close();
      await once(server, 'close');
    },
  };
}
