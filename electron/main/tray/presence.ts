import type { TrayActions, TrayView } from './menu.ts';
import { AppTray } from './tray.ts';

/** Keeps a tray icon wherever the desktop shows them, also when the desktop's tray comes or goes meanwhile. */
export class TrayPresence {
  readonly #actions: TrayActions;
  #tray: AppTray | null = null;
  #view: TrayView | null = null;

  constructor(actions: TrayActions) {
    this.#actions = actions;
  }

  /** Whether the rep can reach the app through the tray. */
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
