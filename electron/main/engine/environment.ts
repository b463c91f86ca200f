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
  /** Path of a better-sqlite3 binary built for this Electron, used where the packaged prebuild does not load. */
  'RINGBACK_SQLITE_BINDING',
] as const;

/** Creates the engine's environment from the named variables only. */
export function engineEnvironment(all: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(passed.flatMap((name) => (all[name] === undefined ? [] : [[name, all[name]]])));
}
