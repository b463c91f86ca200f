export interface StartOptions {
  /** Starts without showing the window, for the login item. */
  hidden: boolean;
  /** Runs the demo, with fictional phone systems. */
  demo: boolean;
}

/** Reads Ringback's command-line switches. Chromium reads its own, such as --user-data-dir. */
export const readStartOptions = (argv: readonly string[]): StartOptions => ({
  hidden: argv.includes('--hidden'),
  demo: argv.includes('--demo'),
});
