/** The missing shared libraries of a program, and their Debian or Ubuntu packages. */

/**
 * Packages by soname. Those with a 64-bit time_t are called ...t64 since Debian 13 and Ubuntu 24.04, also on amd64. apt knows
 * which name exists.
 */
const packagesBySoname: Record<string, string> = {
  'libX11.so.6': 'libx11-6',
  'libX11-xcb.so.1': 'libx11-xcb1',
  'libXcomposite.so.1': 'libxcomposite1',
  'libXdamage.so.1': 'libxdamage1',
  'libXext.so.6': 'libxext6',
  'libXfixes.so.3': 'libxfixes3',
  'libXi.so.6': 'libxi6',
  'libXrandr.so.2': 'libxrandr2',
  'libXrender.so.1': 'libxrender1',
  'libXss.so.1': 'libxss1',
  'libXtst.so.6': 'libxtst6',
  'libasound.so.2': 'libasound2',
  'libatk-1.0.so.0': 'libatk1.0-0',
  'libatk-bridge-2.0.so.0': 'libatk-bridge2.0-0',
  'libatspi.so.0': 'libatspi2.0-0',
  'libcairo.so.2': 'libcairo2',
  'libcups.so.2': 'libcups2',
  'libdbus-1.so.3': 'libdbus-1-3',
  'libdrm.so.2': 'libdrm2',
  'libexpat.so.1': 'libexpat1',
  'libgbm.so.1': 'libgbm1',
  'libgdk-3.so.0': 'libgtk-3-0',
  'libgdk_pixbuf-2.0.so.0': 'libgdk-pixbuf-2.0-0',
  'libgio-2.0.so.0': 'libglib2.0-0',
  'libglib-2.0.so.0': 'libglib2.0-0',
  'libgobject-2.0.so.0': 'libglib2.0-0',
  'libgtk-3.so.0': 'libgtk-3-0',
  'libnotify.so.4': 'libnotify4',
  'libnspr4.so': 'libnspr4',
  'libnss3.so': 'libnss3',
  'libnssutil3.so': 'libnss3',
  'libpango-1.0.so.0': 'libpango-1.0-0',
  'libsecret-1.so.0': 'libsecret-1-0',
  'libsmime3.so': 'libnss3',
  'libudev.so.1': 'libudev1',
  'libxcb.so.1': 'libxcb1',
  'libxkbcommon.so.0': 'libxkbcommon0',
  'libxshmfence.so.1': 'libxshmfence1',
};

/** Loaded by Electron when they are first needed, so that ldd does not list them: notifications and the keyring. */
export const loadedOnDemand = ['libnotify.so.4', 'libsecret-1.so.0'] as const;

/** The sonames that ldd could not find. */
export const missingInLdd = (output: string): string[] =>
  [...output.matchAll(/^\s*(\S+) => not found/gm)].flatMap(([, soname]) => (soname ? [soname] : []));

/** The `sonames` that `ldconfig -p` does not list. */
export function missingInLdconfig(output: string, sonames: readonly string[]): string[] {
  const known = new Set([...output.matchAll(/^\s*(\S+) \(/gm)].map(([, soname]) => soname));
  return sonames.filter((soname) => !known.has(soname));
}

export interface LibraryPackages {
  packages: string[];
  /** Libraries without a known package. */
  unknown: string[];
}

/** The packages of libraries, sorted and without repetitions. */
export function packagesOf(sonames: readonly string[]): LibraryPackages {
  const packages = new Set<string>();
  const unknown: string[] = [];
  for (const soname of sonames) {
    const name = packagesBySoname[soname];
    if (name) packages.add(name);
    else unknown.push(soname);
  }
  return { packages: [...packages].sort(), unknown };
}
