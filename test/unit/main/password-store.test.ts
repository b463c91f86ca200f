import { describe, expect, it } from 'vitest';
import { passwordStoreFor } from '../../../electron/main/platform/password-store.ts';

const secrets = new Set(['org.freedesktop.DBus', 'org.freedesktop.secrets']);
const none = new Set<string>();
const service = { owned: secrets, startable: none, isDaemonRunning: false };
const withWallet = { ...service, startable: new Set(['org.kde.kwalletd6']) };
const withoutService = { owned: none, startable: none, isDaemonRunning: false };

describe('the password store', () => {
  it.each(['COSMIC', 'sway', 'niri', 'Hyprland', 'sway:wlroots', 'LXQt', 'i3', '', undefined])(
    'is the Secret Service on a desktop that Chromium does not know: %s',
    (XDG_CURRENT_DESKTOP) => {
      expect(passwordStoreFor({ XDG_CURRENT_DESKTOP }, service)).toBe('gnome-libsecret');
      expect(passwordStoreFor({ XDG_CURRENT_DESKTOP }, withoutService)).toBeNull();
    },
  );

  it.each(['GNOME', 'ubuntu:GNOME', 'XFCE', 'X-Cinnamon', 'Pantheon', 'Unity'])(
    'is left to Chromium where it knows the desktop: %s',
    (XDG_CURRENT_DESKTOP) => expect(passwordStoreFor({ XDG_CURRENT_DESKTOP }, service)).toBeNull(),
  );

  it('is a service that the bus can start only where the login has started its daemon: else it asks for a password', () => {
    const startable = { owned: none, startable: secrets, isDaemonRunning: false };
    expect(passwordStoreFor({}, startable)).toBeNull();
    expect(passwordStoreFor({}, { ...startable, isDaemonRunning: true })).toBe('gnome-libsecret');
  });

  it('is KDE’s wallet on KDE, and the Secret Service where there is no wallet', () => {
    const env = { XDG_CURRENT_DESKTOP: 'KDE' };
    expect(passwordStoreFor(env, withWallet)).toBeNull();
    expect(passwordStoreFor(env, service)).toBe('gnome-libsecret');
  });

  it.each([
    { DESKTOP_SESSION: 'mate' },
    { DESKTOP_SESSION: 'xfce-session' },
    { GNOME_DESKTOP_SESSION_ID: 'x' },
  ])('is left to Chromium where the session tells the desktop: %j', (env) =>
    expect(passwordStoreFor(env, service)).toBeNull(),
  );
});
