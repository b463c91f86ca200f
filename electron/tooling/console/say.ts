/** Launcher messages go to stderr: stdout belongs to the program that is launched. */
export const say = (message: string): void => {
  process.stderr.write(`ringback: ${message}\n`);
};
