import { Menu, Tray } from 'electron';
import type { StatusLine } from '#shared/status/status-line.ts';
import { throttled } from '../util/throttle.ts';
import type { TrayState } from './draw.ts';
import { trayIcon } from './icon.ts';
import { type TrayActions, type TrayView, tooltip, trayMenu, viewLine } from './menu.ts';

/** At most this often is the menu made anew, in milliseconds: each time it is sent to the desktop whole. */
const refreshInterval = 250;

/** The icon in the tray. Nothing is drawn or sent where nothing changed. */
export class AppTray {
  readonly #actions: TrayActions;
  readonly #tray: Tray;
  readonly #refreshSoon = throttled(() => this.#refresh(), refreshInterval);
  #state: TrayState = 'not-listening';
  #shown = '';
  #view: TrayView | null = null;

  constructor(actions: TrayActions) {
    this.#actions = actions;
    this.#tray = new Tray(trayIcon(this.#state));
    this.#tray.on('click', () => actions.open());
  }

  /** Shows the newest view soon; views that come faster than the desktop needs them are skipped. */
  show(view: TrayView): void {
    this.#view = view;
    this.#refreshSoon();
  }

  destroy(): void {
    this.#refreshSoon.cancel();
    this.#view = null;
    this.#tray.destroy();
  }

  #refresh(): void {
    const view = this.#view;
    if (!view) return;
    const state = iconOf(viewLine(view));
    if (state !== this.#state) {
      this.#state = state;
      this.#tray.setImage(trayIcon(state));
    }
    const template = trayMenu(view, this.#actions);
    const shown = JSON.stringify([tooltip(view), template, view.summary?.lastMissed.map(({ id }) => id)]);
    if (shown === this.#shown) return;
    this.#shown = shown;
    this.#tray.setToolTip(tooltip(view));
    if (process.platform === 'darwin')
      this.#tray.setTitle(view.summary?.toCallBack ? String(view.summary.toCallBack) : '');
    // Linux shows a changed menu only when it is set again.
    this.#tray.setContextMenu(Menu.buildFromTemplate(template));
  }
}

/** The icon says what the line says: never "listening" plainly where something may be missing. */
function iconOf({ isReceiving, state }: StatusLine): TrayState {
  if (!isReceiving) return 'not-listening';
  return state === 'listening' || state === 'local' ? 'listening' : 'listening-but';
}
