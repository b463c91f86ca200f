/** Something the launcher cannot do by itself. The message is for the person at the terminal and names what to do. */
export class LaunchError extends Error {
  override readonly name = 'LaunchError';
}

/** What is worth showing of anything thrown. */
export const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
