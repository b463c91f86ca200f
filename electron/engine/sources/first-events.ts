/** Which phone systems have never brought a genuine event: these are being set up, and what fails there is told at once. */
export function createFirstEvents() {
  const proved = new Set<string>();
  let isLoaded = false;
  return {
    /** Takes what the store knows. @param sourceIds those that have brought an event. */
    load(sourceIds: Iterable<string>): void {
      for (const id of sourceIds) proved.add(id);
      isLoaded = true;
    },
    /** Notes a genuine event. */
    note: (sourceId: string): void => void proved.add(sourceId),
    /** Returns false while the store has not told what it knows. */
    isAwaited: (sourceId: string): boolean => isLoaded && !proved.has(sourceId),
  };
}
export type FirstEvents = ReturnType<typeof createFirstEvents>;
