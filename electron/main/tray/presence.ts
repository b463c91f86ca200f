import type { TrayActions, TrayView } from './menu.ts';
import { AppTray } from './tray.ts';

/** The presence of the tray icon. It follows the desktop's tray, which may start or end at any time. */
export class TrayPresence {
  readonly #actions: TrayActions;
  #tray: AppTray | null = null;
  #view: TrayView | null = null;

  constructor(actions: TrayActions) {
    this.#actions = actions;
  }

  /** True when the rep can reach the app through the tray. */
  get isShown(): boolean {
    return this.#tray !== null;
  }

  setAvailable(isAvailable: boolean): void {
    if (isAvailable === this.isShown) return;
    if (isAvailable) {
      this.#tray = new AppTray(this.#actions);
      if (this.#view) this.#tray.show(this.#view);
    } else this.remove();
  }

  show(view: TrayView): void {
    this.#view = view;
    this.#tray?.show(view);
  }

  remove(): void {
    this.#tray?.destroy();
    this.#tray = null;
  }
}
