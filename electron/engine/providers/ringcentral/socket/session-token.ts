/**
 * The token by which a session is recovered, `wsc`. A newer one may come with any frame, and stands for everything up to
 * it; so it is taken only when that is stored, and what was not stored yet is sent again after a loss.
 */
interface Received {
  token: string | null;
  isStored: boolean;
}

export function createSessionToken() {
  let current: string | null = null;
  let received: Received[] = [];
  return {
    current: (): string | null => current,
    /** A new session; `token` null forgets the old one. */
    reset(token: string | null): void {
      current = token;
      received = [];
    },
    /** A notification came. @returns to be called when it is stored. */
    receive(token: string | null): () => void {
      const one: Received = { token, isStored: false };
      received.push(one);
      return () => {
        one.isStored = true;
        // Of an earlier session: its frames are of no account any more.
        while (received[0]?.isStored) current = received.shift()?.token ?? current;
      };
    },
  };
}
