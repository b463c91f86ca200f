/** Command-line switches that open the page or the app's processes to other programs of this computer. */

/**
 * Switches of Chromium and Node, https://peter.sh/experiments/chromium-command-line-switches/ and
 * https://nodejs.org/api/cli.html. There are no fuses for Chromium's; the inspect fuse makes Electron ignore Node's, which
 * are named so that nobody believes them to work.
 */
const debugging = [
  'remote-debugging-port',
  'remote-debugging-pipe',
  'remote-debugging-address',
  'remote-allow-origins',
  'js-flags',
  'inspect',
  'inspect-brk',
  'inspect-port',
  'inspect-wait',
  'inspect-publish-uid',
  'debug',
  'debug-brk',
  'debug-port',
  'load-extension',
  'disable-web-security',
  'renderer-cmd-prefix',
  'utility-cmd-prefix',
  'gpu-launcher',
  'browser-subprocess-path',
  'ssl-key-log-file',
] as const;
type DebuggingSwitch = (typeof debugging)[number];

export interface Start {
  isPackaged: boolean;
  /** The package was made for tests, see `inspectable` in the packaging. */
  isInspectable: boolean;
  /** True when Chromium found the switch on the command line. */
  hasSwitch(name: string): boolean;
}

/** The debugging switches that keep the app from starting. Apps that are no package, and test packages, take all. */
export const refusedSwitches = ({ isPackaged, isInspectable, hasSwitch }: Start): DebuggingSwitch[] =>
  isPackaged && !isInspectable ? debugging.filter(hasSwitch) : [];
