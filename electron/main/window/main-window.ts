import { EventEmitter } from 'node:events';
import { fileURLToPath } from 'node:url';
import { BrowserWindow, nativeTheme, screen } from 'electron';
import type { WindowEvent, WindowEventPayload } from '#shared/contract/ipc.ts';
import { defaultSize, minimumSize, onScreen, readBounds, writeBounds } from './bounds.ts';

const preload = fileURLToPath(new URL('../preload/index.cjs', import.meta.url));

export interface MainWindowOptions {
  pageUrl: string;
  boundsFile: string;
  /** What the close button does: quitting has its own ways. */
  onClose(): 'hide' | 'minimise';
}

/** The one window. It is hidden, not closed, so that the app goes on and the list is there at once. */
export class MainWindow extends EventEmitter<{ closed: ['hide' | 'minimise'] }> {
  readonly #options: MainWindowOptions;
  readonly #window: BrowserWindow;
  #quitting = false;
  /** Maximising a hidden window would show it, so it waits for the first show(). */
  #maximiseFirst = false;

  /** Makes the window, hidden and empty. */
  constructor(options: MainWindowOptions) {
    super();
    this.#options = options;
    this.#window = new BrowserWindow({
      ...defaultSize,
      minWidth: minimumSize.width,
      minHeight: minimumSize.height,
      show: false,
      title: 'Ringback',
      autoHideMenuBar: true,
      backgroundColor: nativeTheme.shouldUseDarkColors ? '#1a1b1e' : '#ffffff',
      webPreferences: {
        preload,
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        nodeIntegrationInSubFrames: false,
        webviewTag: false,
        spellcheck: false,
        // Ages of calls are kept right while the window is hidden.
        backgroundThrottling: false,
      },
    });
    this.#window.on('close', (event) => this.#closing(event));
    this.#window.webContents.on('render-process-gone', () => this.#window.webContents.reload());
  }

  /** Puts the window where it was and loads the page; it stays hidden until show(). */
  async load(): Promise<void> {
    const workAreas = screen.getAllDisplays().map(({ workArea }) => workArea);
    const { maximised, x, y, width, height } = onScreen(
      await readBounds(this.#options.boundsFile),
      workAreas,
    );
    this.#window.setSize(width, height);
    if (x !== undefined && y !== undefined) this.#window.setPosition(x, y);
    else this.#window.center();
    this.#maximiseFirst = maximised;
    await this.#window.loadURL(this.#options.pageUrl);
  }

  get isVisible(): boolean {
    return this.#window.isVisible() && !this.#window.isMinimized();
  }

  /** Brings the window to the front. */
  show(): void {
    if (this.#window.isDestroyed()) return;
    if (this.#window.isMinimized()) this.#window.restore();
    if (this.#maximiseFirst) this.#window.maximize();
    this.#maximiseFirst = false;
    this.#window.show();
    this.#window.focus();
  }

  /** Shows the window minimised: in the task bar, not in the way. */
  showMinimised(): void {
    this.#window.showInactive();
    this.#window.minimize();
  }

  send<C extends WindowEvent>(channel: C, payload: WindowEventPayload<C>): void {
    if (!this.#window.isDestroyed()) this.#window.webContents.send(channel, payload);
  }

  /** Whether a message comes from the page's own top frame. */
  isOwnFrame(frame: Electron.WebFrameMain): boolean {
    return !this.#window.isDestroyed() && frame === this.#window.webContents.mainFrame;
  }

  /** From now on closing means closing. */
  async prepareToQuit(): Promise<void> {
    this.#quitting = true;
    await this.#remember();
  }

  #closing(event: Electron.Event): void {
    if (this.#quitting) return;
    event.preventDefault();
    void this.#remember();
    const way = this.#options.onClose();
    if (way === 'hide') this.#window.hide();
    else this.#window.minimize();
    this.emit('closed', way);
  }

  async #remember(): Promise<void> {
    if (this.#window.isDestroyed()) return;
    await writeBounds(this.#options.boundsFile, {
      ...this.#window.getNormalBounds(),
      maximised: this.#maximiseFirst || this.#window.isMaximized(),
    });
  }
}
