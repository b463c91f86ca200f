/** The socket did not open, or what came over it was not as documented. The message is a sentence without secrets. */
export class SocketError extends Error {
  override readonly name = 'SocketError';
}
