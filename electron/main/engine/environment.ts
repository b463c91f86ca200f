/** The environment variables that the engine gets. All others (tokens, proxies, session data) are withheld. */
const passed = [
  'PATH',
  'HOME',
  'USERPROFILE',
  'SystemRoot',
  'TEMP',
  'TMP',
  'TMPDIR',
  'TZ',
  'LANG',
  'LC_ALL',
  /** The SSH agent's socket, for tunnels without a key file. */
  'SSH_AUTH_SOCK',
] as const;
/** Path of a better-sqlite3 binary built for this Electron. It is loaded as code, so a package does not take it from outside. */
const development = ['RINGBACK_SQLITE_BINDING'] as const;

/** Creates the engine's environment from the named variables only. */
export function engineEnvironment(all: NodeJS.ProcessEnv, isPackaged: boolean): Record<string, string> {
  const names = isPackaged ? passed : [...passed, ...development];
  return Object.fromEntries(names.flatMap((name) => (all[name] === undefined ? [] : [[name, all[name]]])));
}
