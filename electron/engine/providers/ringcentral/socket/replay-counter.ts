/** Counts what a recovered session sends again: as many as the vendor's buffer holds means that there may have been more. */
import { z } from 'zod';
import { bodyJson } from './frames.ts';

const eventTimeSchema = z.object({ timestamp: z.iso.datetime({ offset: true }) });

/** @param connectedAt milliseconds since the Unix epoch; older events are sent again. @param onFull called once. */
export function createReplayCounter(connectedAt: number, onFull: () => void) {
  let counted = 0;
  let size: number | null | undefined;
  let isOver = false;
  const judge = (): void => {
    if (size === undefined || size === null || isOver || counted < size) return;
    isOver = true;
    onFull();
  };
  return {
    /** @param bufferSize null where nothing is sent again. */
    limit(bufferSize: number | null): void {
      size = bufferSize;
      judge();
    },
    count(body: Buffer): void {
      if (size === null || isOver) return;
      const event = eventTimeSchema.safeParse(bodyJson(body));
      if (event.success && Date.parse(event.data.timestamp) < connectedAt) counted += 1;
      judge();
    },
  };
}
export type ReplayCounter = ReturnType<typeof createReplayCounter>;
