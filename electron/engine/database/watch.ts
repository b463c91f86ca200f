/** Looks every half second whether the open database is still the one at its path. */
import { type DatabaseIdentity, isInPlace } from './identity.ts';

/** What was acknowledged meanwhile is in the open file, which is put back; only a loss of power would lose it. */
const everyMs = 500;

/** @param onDisplaced called once, from the event loop. @returns the end of watching. */
export function watchPlace(identity: DatabaseIdentity, onDisplaced: () => void): () => void {
  let isOver = false;
  let isLooking = false;
  const look = async (): Promise<void> => {
    if (isLooking) return;
    isLooking = true;
    const isThere = await isInPlace(identity);
    isLooking = false;
    if (isThere || isOver) return;
    end();
    onDisplaced();
  };
  const timer = setInterval(() => void look(), everyMs);
  const end = (): void => {
    isOver = true;
    clearInterval(timer);
  };
  return end;
}
