/** Decides how the system writes dates and clock times, of what it tells. */

export interface LocaleSources {
  platform: NodeJS.Platform;
  /** The environment; it counts on Linux only. */
  env: Readonly<Record<string, string | undefined>>;
  /** What Electron takes for the system's locale. */
  system: string;
  /** macOS only: whether the user chose 24 or 12 hours, against the region's custom. */
  forces24Hours: boolean;
  forces12Hours: boolean;
}

/** A tag, or a name such as "de_DE.UTF-8@euro", as BCP 47; null for the C locale, which says nothing, and for what is neither. */
function readTag(name: string | undefined): string | null {
  const tag = (name ?? '').replace(/[.@].*$/, '').replaceAll('_', '-');
  // "en-US@posix" is what Chromium makes of the C locale.
  if (tag === '' || tag === 'C' || tag === 'POSIX' || name?.endsWith('@posix')) return null;
  try {
    return Intl.getCanonicalLocales(tag)[0] ?? null;
  } catch {
    return null;
  }
}

/** By POSIX.1-2024, 8.2: LC_ALL outweighs LC_TIME, which outweighs LANG. Electron does not look at LC_TIME. */
const fromEnvironment = (env: LocaleSources['env']): string | null =>
  readTag(env.LC_ALL || env.LC_TIME || env.LANG);

/**
 * The system's locale for dates and clock times, BCP 47, with `-u-hc-` where the user chose 12 or 24 hours against the
 * region's custom; "en", without a region, where nothing is said. Windows has such a choice too, of which Electron does not tell.
 */
export function localeOf({ platform, env, system, forces24Hours, forces12Hours }: LocaleSources): string {
  const told = (platform === 'linux' ? fromEnvironment(env) : null) ?? readTag(system) ?? 'en';
  if (!forces24Hours && !forces12Hours) return told;
  return new Intl.Locale(told, { hourCycle: forces24Hours ? 'h23' : 'h12' }).toString();
}
