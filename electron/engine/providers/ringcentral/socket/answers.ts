/** What RingCentral answers, waited for by whoever asked. */
import { SocketError } from '../../contract/socket.ts';
import type { VendorFrame } from './frames.ts';

const answerTimeoutMs = 10_000;

type Accept = (header: VendorFrame['header']) => boolean;
interface Waiting {
  accept: Accept;
  resolve(frame: VendorFrame): void;
  reject(error: Error): void;
}

export function createAnswers() {
  const waiting = new Set<{
    accept: Accept;
    resolve(frame: VendorFrame): void;
    reject(error: Error): void;
  }>();
  let failure: Error | null = null;
  // The first frame may come together with the news that the connection is open.
  let early: VendorFrame[] = [];
  return {
    settle(frame: VendorFrame): void {
      const taker = [...waiting].find(({ accept }) => accept(frame.header));
      if (taker) taker.resolve(frame);
      else if (frame.header.type === 'ConnectionDetails' || frame.header.type === 'Error') early.push(frame);
    },
    fail(reason: string): void {
      failure = new SocketError(reason);
      for (const { reject } of [...waiting]) reject(failure);
    },
    /** The next frame that is accepted. @throws SocketError after 10 s. */
    async next(accept: Accept): Promise<VendorFrame> {
      const found = early.find(({ header }) => accept(header));
      early = early.filter((frame) => frame !== found);
      if (found) return found;
      if (failure) throw failure;
      return await new Promise((resolve, reject) => {
        const one: Waiting = {
          accept,
          resolve: (frame) => settle(() => resolve(frame)),
          reject: (error) => settle(() => reject(error)),
        };
        const limit = setTimeout(
          () => one.reject(new SocketError('RingCentral did not answer.')),
          answerTimeoutMs,
        );
        const settle = (how: () => void): void => {
          clearTimeout(limit);
          waiting.delete(one);
          how();
        };
        waiting.add(one);
      });
    },
  };
}
export type Answers = ReturnType<typeof createAnswers>;
