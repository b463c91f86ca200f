/** The password store of desktops that Chromium does not know. It picks the store by the desktop's name alone. */

/** The desktops whose store Chromium finds (base/nix/xdg_util.cc, components/os_crypt/sync/key_storage_util_linux.cc). */
const knownDesktops = new Set(['X-Cinnamon', 'Deepin', 'GNOME', 'Pantheon', 'UKUI', 'Unity', 'XFCE']);
const knownSessions = new Set(['deepin', 'gnome', 'mate', 'ukui', 'xubuntu']);

const secretService = 'org.freedesktop.secrets';
const wallets = ['org.kde.kwalletd', 'org.kde.kwalletd5', 'org.kde.kwalletd6'];

export interface BusServices {
  /** The names that the session bus has. */
  owned: ReadonlySet<string>;
  /** The names that it can start. */
  startable: ReadonlySet<string>;
  /** True when GNOME's keyring daemon has a control socket. */
  isDaemonRunning: boolean;
}

type Environment = Readonly<Record<string, string | undefined>>;

const isKde = (desktops: readonly string[], env: Environment): boolean =>
  desktops.includes('KDE') || (env.DESKTOP_SESSION ?? '').startsWith('kde') || Boolean(env.KDE_FULL_SESSION);

/**
 * The store for Chromium's switch `--password-store`; null to leave the choice to Chromium. A Secret Service that runs can be
 * used on any desktop. One that the bus would first have to start asks for a new password and keeps the app waiting, unless
 * the login has started GNOME's daemon: that one takes its name on the bus only when it is asked.
 */
export function passwordStoreFor(
  env: Environment,
  { owned, startable, isDaemonRunning }: BusServices,
): 'gnome-libsecret' | null {
  const isServed = owned.has(secretService) || (isDaemonRunning && startable.has(secretService));
  if (!isServed) return null;
  const desktops = (env.XDG_CURRENT_DESKTOP ?? '').split(':').map((name) => name.trim());
  if (desktops.some((name) => knownDesktops.has(name))) return null;
  if (isKde(desktops, env))
    return wallets.some((name) => owned.has(name) || startable.has(name)) ? null : 'gnome-libsecret';
  const session = env.DESKTOP_SESSION ?? '';
  const isKnown =
    knownSessions.has(session) || session.includes('xfce') || Boolean(env.GNOME_DESKTOP_SESSION_ID);
  return isKnown ? null : 'gnome-libsecret';
}
