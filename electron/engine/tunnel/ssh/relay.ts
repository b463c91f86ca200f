/** Relays connections that an SSH server forwards to the port on this computer. */
import { connect, type Socket } from 'node:net';
import type { Client } from 'ssh2';

/** Starts relaying. @returns a function that ends the connections under way. */
export function relayTo(localPort: number, client: Client): () => void {
  const sockets = new Set<Socket>();
  client.on('tcp connection', (_details, accept, reject) => {
    const socket = connect({ host: '127.0.0.1', port: localPort, allowHalfOpen: true, noDelay: true });
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    socket.once('error', reject);
    socket.once('connect', () => {
      socket.off('error', reject);
      const channel = accept();
      channel.on('error', () => socket.destroy());
      socket.on('error', () => channel.destroy());
      channel.once('close', () => socket.destroy());
      channel.pipe(socket).pipe(channel);
    });
  });
  return () => {
    for (const socket of sockets) socket.destroy();
  };
}
