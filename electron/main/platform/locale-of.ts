/** The system's locale for dates and clock times, derived from several sources. */

export interface LocaleSources {
  platform: NodeJS.Platform;
  /** The environment; used only on Linux. */
  env: Readonly<Record<string, string | undefined>>;
  /** The system's locale by Electron. */
  system: string;
  /** macOS only: true when the user chose 24 or 12 hours instead of the region's default. */
  forces24Hours: boolean;
  forces12Hours: boolean;
}

/** Converts a tag, or a name such as "de_DE.UTF-8@euro", to BCP 47. Null for the C locale and for invalid names. */
function readTag(name: string | undefined): string | null {
  const tag = (name ?? '').replace(/[.@].*$/, '').replaceAll('_', '-');
  // Chromium converts the C locale to "en-US@posix".
  if (tag === '' || tag === 'C' || tag === 'POSIX' || name?.endsWith('@posix')) return null;
  try {
    return Intl.getCanonicalLocales(tag)[0] ?? null;
  } catch {
    return null;
  }
}

/** The locale of the environment. By POSIX.1-2024, 8.2, LC_ALL precedes LC_TIME, which precedes LANG. Electron ignores LC_TIME. */
const fromEnvironment = (env: LocaleSources['env']): string | null =>
  readTag(env.LC_ALL || env.LC_TIME || env.LANG);

/**
 * The system's locale for dates and clock times, as BCP 47. `-u-hc-` is added when the user chose 12 or 24 hours instead of
 * the region's default. "en", without a region, when nothing is known. Electron does not report this choice on Windows.
 */
export function localeOf({ platform, env, system, forces24Hours, forces12Hours }: LocaleSources): string {
  const told = (platform === 'linux' ? fromEnvironment(env) : null) ?? readTag(system) ?? 'en';
  if (!forces24Hours && !forces12Hours) return told;
  return new Intl.Locale(told, { hourCycle: forces24Hours ? 'h23' : 'h12' }).toString();
}
