import type { ShowNotification, ShownNotification } from '../notifications/system.ts';
import type { SettingsStore } from '../settings/store.ts';

const hints = {
  hide: {
    title: 'Ringback keeps listening',
    body: 'It is in the tray. Open it or quit it from there.',
  },
  minimise: {
    title: 'Ringback keeps listening',
    body: 'This desktop shows no tray icons, so the window is minimised. Ctrl+Q quits.',
  },
} as const;

/** Creates the hint that the app still runs in the tray. It is shown once, ever. */
export function createCloseHint(
  settings: SettingsStore,
  show: ShowNotification,
  onClick: () => void,
): (went: keyof typeof hints) => Promise<void> {
  // Referenced, because a garbage-collected notification no longer reports its click.
  let hint: ShownNotification | null = null;
  return async (went) => {
    if (settings.current.trayHintShown || hint) return;
    hint = await show({ ...hints[went], silent: true, onClick });
    await settings.update((current) => ({ ...current, trayHintShown: true }));
  };
}
