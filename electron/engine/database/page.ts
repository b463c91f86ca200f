/** One page of a list that is read newest first. */
export interface Page {
  limit: number;
  /** ID of the last row of the page before. */
  before?: string | undefined;
}

/** The cursor of the page after these rows; null where they are the last. */
export const nextBefore = (rows: readonly { id: number }[], limit: number): string | null =>
  rows.length === limit ? String(rows.at(-1)?.id) : null;
