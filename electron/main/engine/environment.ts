/** What the engine's process needs of the environment; everything else (tokens, proxies, session data) stays out. */
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
  /** Where the SSH agent is asked, for tunnels without a key file. */
  'SSH_AUTH_SOCK',
  /** Path of a better-sqlite3 binary built for this Electron, where the packaged prebuild does not load. */
  'RINGBACK_SQLITE_BINDING',
] as const;

/** The engine's environment: the named variables only. */
export function engineEnvironment(all: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(passed.flatMap((name) => (all[name] === undefined ? [] : [[name, all[name]]])));
}
