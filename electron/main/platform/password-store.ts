/** The password store of desktops that Chromium does not know. It picks the store by the desktop's name alone. */

/** The desktops whose store Chromium finds (base/nix/xdg_util.cc, components/os_crypt/sync/key_storage_util_linux.cc). */
const knownDesktops = new Set(['X-Cinnamon', 'Deepin', 'GNOME', 'Pantheon', 'UKUI', 'Unity', 'XFCE']);
const knownSessions = new Set(['deepin', 'gnome', 'mate', 'ukui', 'xubuntu']);

const secretService = 'org.freedesktop.secrets';
const wallets = ['org.kde.kwalletd', 'org.kde.kwalletd5', 'org.kde.kwalletd6'];

type Environment = Readonly<Record<string, string | undefined>>;

const isKde = (desktops: readonly string[], env: Environment): boolean =>
  desktops.includes('KDE') || (env.DESKTOP_SESSION ?? '').startsWith('kde') || Boolean(env.KDE_FULL_SESSION);

/**
 * The store for Chromium's switch `--password-store`; null to leave the choice to Chromium.
 * @param names what the session bus has or can start. A Secret Service on it can be used on any desktop.
 */
export function passwordStoreFor(env: Environment, names: ReadonlySet<string>): 'gnome-libsecret' | null {
  if (!names.has(secretService)) return null;
  const desktops = (env.XDG_CURRENT_DESKTOP ?? '').split(':').map((name) => name.trim());
  if (desktops.some((name) => knownDesktops.has(name))) return null;
  if (isKde(desktops, env)) return wallets.some((name) => names.has(name)) ? null : 'gnome-libsecret';
  const session = env.DESKTOP_SESSION ?? '';
  const isKnown =
    knownSessions.has(session) || session.includes('xfce') || Boolean(env.GNOME_DESKTOP_SESSION_ID);
  return isKnown ? null : 'gnome-libsecret';
}
