/** Prints a launcher message to stderr, because stdout belongs to the launched program. */
export const say = (message: string): void => {
  process.stderr.write(`ringback: ${message}\n`);
};
