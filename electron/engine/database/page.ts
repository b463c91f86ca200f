/** One page of a list that is read newest first. */
export interface Page {
  limit: number;
  /** ID of the last row of the page before. */
  before?: string | undefined;
}
