import { useMemo, useState } from 'react';
import type { FollowUp } from '#shared/contract/follow-ups.ts';
import { useFollowUp } from '../data/queries.ts';

interface Shown {
  followUp: FollowUp;
  /** What the list was asked for when it was shown. */
  list: FollowUp['state'];
}

/**
 * Keeps the caller who is shown in the list of the open ones after a talk closed the follow-up: the page and its keys never
 * change to somebody else under the rep's hands. The rep moves on.
 * @param listed which list it is
 * @param loaded its follow-ups, newest first; memoised
 */
export function usePinned(listed: FollowUp['state'], loaded: readonly FollowUp[]) {
  const [shown, setShown] = useState<Shown | null>(null);
  const pinned = shown?.list === 'open' && listed === 'open' ? shown.followUp : null;
  const isGone = pinned !== null && !loaded.some(({ id }) => id === pinned.id);
  const { data } = useFollowUp(isGone ? pinned.id : null);
  const items = useMemo(() => {
    // Null: it does not exist any more, e.g. a test call that was removed.
    if (!isGone || pinned === null || data === null) return loaded;
    const kept = data ?? pinned;
    if (kept.closedBy === 'rep') return loaded;
    const place = loaded.findIndex(({ lastCallAt }) => lastCallAt < kept.lastCallAt);
    return place < 0 ? [...loaded, kept] : loaded.toSpliced(place, 0, kept);
  }, [loaded, isGone, pinned, data]);
  return {
    items,
    /** Tells which follow-up is shown. Call it after each rendering; null unpins. */
    onShown: (followUp: FollowUp | null) => {
      if (followUp?.id === shown?.followUp.id && listed === shown?.list) return;
      setShown(followUp && { followUp, list: listed });
    },
  };
}
