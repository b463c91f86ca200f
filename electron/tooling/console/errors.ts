/** A failure that needs the user. The message is for the terminal and says what to do. */
export class LaunchError extends Error {
  override readonly name = 'LaunchError';
}

/** The message of any thrown value. */
export const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
