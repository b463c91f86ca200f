/** The engine's port: takes it, waits for it while another program has it, and exchanges it for another one. */
import type { ProblemBoard } from '../problems/problem-board.ts';
import { ListenError, type Listener, listen, type Receivers } from './server.ts';

export interface ListeningOptions {
  receivers: Receivers;
  problems: Pick<ProblemBoard, 'raise' | 'clear'>;
  /** What to do when the port cannot be had: try again every second, or throw. */
  onPortTaken: 'retry' | 'throw';
  onListening(listener: Pick<Listener, 'url' | 'port'>): void;
  /** An attempt failed for a reason that nobody foresaw, when nobody waited for it. */
  onCrash(error: Error): void;
}

const retryMs = 1000;

export function createListening({
  receivers,
  problems,
  onPortTaken,
  onListening,
  onCrash,
}: ListeningOptions) {
  let listener: Listener | null = null;
  let retry: NodeJS.Timeout | null = null;
  /** Counts the ports that were asked for: an attempt for an earlier one is of no use any more. */
  let wanted = 0;

  const attempt = async (port: number, asked: number): Promise<void> => {
    try {
      const opened = await listen(port, receivers);
      if (asked !== wanted) return void (await opened.close());
      listener = opened;
      problems.clear('port-taken', 'port-forbidden');
      onListening(opened);
    } catch (error) {
      if (!(error instanceof ListenError) || onPortTaken === 'throw') throw error;
      if (asked !== wanted) return;
      problems.raise({
        code: error.code === 'port-taken' ? 'port-taken' : 'port-forbidden',
        severity: 'blocking',
        message: error.message,
        fix: 'Quit the other program, or choose another port in Settings and in the tunnel.',
      });
      retry = setTimeout(() => void attempt(port, asked).catch(onCrash), retryMs);
    }
  };

  return {
    /** Null while there is no port. */
    current: (): Pick<Listener, 'url' | 'port'> | null => listener,
    /**
     * Resolves when it listens, or (`retry`) when it is known that the port is taken. Close an earlier one before.
     * @param port 0 takes any free one. @throws ListenError with `throw`.
     */
    open(port: number): Promise<void> {
      wanted += 1;
      return attempt(port, wanted);
    },
    /** Stops accepting, and waits until every request under way is answered. */
    async close(): Promise<void> {
      wanted += 1;
      if (retry) clearTimeout(retry);
      problems.clear('port-taken', 'port-forbidden');
      const closing = listener;
      listener = null;
      await closing?.close();
    },
  };
}
