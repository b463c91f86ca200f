import { Menu, Tray } from 'electron';
import type { StatusLine } from '#shared/status/status-line.ts';
import { throttled } from '../util/throttle.ts';
import type { TrayState } from './draw.ts';
import { trayIcon } from './icon.ts';
import { type TrayActions, type TrayView, tooltip, trayMenu, viewLine } from './menu.ts';

/** Shortest interval between two menu updates, in milliseconds. Each update sends the whole menu to the desktop. */
const refreshInterval = 250;

/** The tray icon and its menu. Unchanged parts are not drawn or sent again. */
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

  /** Shows a view at the next update. Views that arrive faster than updates are skipped. */
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
    // Linux shows a changed menu only after it is set again.
    this.#tray.setContextMenu(Menu.buildFromTemplate(template));
  }
}

/** The icon for a status line. It is not plain "listening" when calls may be missing. */
function iconOf({ isReceiving, state }: StatusLine): TrayState {
  if (!isReceiving) return 'not-listening';
  return state === 'listening' || state === 'local' ? 'listening' : 'listening-but';
}
