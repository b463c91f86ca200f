export interface StartOptions {
  /** Start without showing the window, for the login item. */
  hidden: boolean;
  /** Show what Ringback does, with phone systems that are made up. */
  demo: boolean;
}

/** Reads the switches of Ringback's own; Chromium reads its own, such as --user-data-dir. */
export const readStartOptions = (argv: readonly string[]): StartOptions => ({
  hidden: argv.includes('--hidden'),
  demo: argv.includes('--demo'),
});
