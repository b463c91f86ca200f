import { EventEmitter } from 'node:events';
import { fileURLToPath } from 'node:url';
import { BrowserWindow, nativeTheme, type Rectangle, screen } from 'electron';
import type { WindowEvent, WindowEventPayload } from '#shared/contract/ipc.ts';
import type { StoredFileFault } from '../files/faults.ts';
import { defaultSize, minimumSize, onScreen, readBounds, type WindowBounds, writeBounds } from './bounds.ts';

const preload = fileURLToPath(new URL('../preload/index.cjs', import.meta.url));

/** The screens' work areas, the primary one first. */
function workAreas(): Rectangle[] {
  const primary = screen.getPrimaryDisplay();
  const others = screen.getAllDisplays().filter(({ id }) => id !== primary.id);
  return [primary, ...others].map(({ workArea }) => workArea);
}

export interface MainWindowOptions {
  pageUrl: string;
  boundsFile: string;
  /** Called when the bounds' file cannot be read or written. */
  onFault(fault: StoredFileFault): void;
  /** Called by the close button; returns what it does. Quitting is a separate command. */
  onClose(): 'hide' | 'minimise';
}

/** The main window. Closing hides it: the app continues, and the list shows at once the next time. */
export class MainWindow extends EventEmitter<{ closed: ['hide' | 'minimise'] }> {
  readonly #options: MainWindowOptions;
  readonly #window: BrowserWindow;
  #quitting = false;
  /** True when show() still has to maximise: maximising a hidden window would show it. */
  #maximiseFirst = false;

  /** Creates the window, hidden and empty. */
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
        // Relative times stay up to date while the window is hidden.
        backgroundThrottling: false,
      },
    });
    this.#window.on('close', (event) => this.#closing(event));
    this.#window.webContents.on('render-process-gone', () => this.#window.webContents.reload());
  }

  /** Restores the window's bounds and loads the page. The window stays hidden until show(). */
  async load(): Promise<void> {
    const stored = await readBounds(this.#options.boundsFile, (error) => this.#fault('read', error));
    this.#place(onScreen(stored, workAreas()));
    this.#maximiseFirst = stored.maximised;
    screen.on('display-removed', this.#keepOnScreen);
    screen.on('display-metrics-changed', this.#keepOnScreen);
    await this.#window.loadURL(this.#options.pageUrl);
  }

  get isVisible(): boolean {
    return this.#window.isVisible() && !this.#window.isMinimized();
  }

  /** Brings the window to the front. */
  show(): void {
    if (this.#window.isDestroyed()) return;
    this.#keepOnScreen();
    if (this.#window.isMinimized()) this.#window.restore();
    if (this.#maximiseFirst) this.#window.maximize();
    this.#maximiseFirst = false;
    this.#window.show();
    this.#window.focus();
  }

  /** Shows the window minimised in the task bar. */
  showMinimised(): void {
    this.#keepOnScreen();
    this.#window.showInactive();
    this.#window.minimize();
  }

  send<C extends WindowEvent>(channel: C, payload: WindowEventPayload<C>): void {
    if (!this.#window.isDestroyed()) this.#window.webContents.send(channel, payload);
  }

  /** True when a frame is the page's top frame. */
  isOwnFrame(frame: Electron.WebFrameMain): boolean {
    return !this.#window.isDestroyed() && frame === this.#window.webContents.mainFrame;
  }

  /** Lets the window really close from now on. */
  async prepareToQuit(): Promise<void> {
    this.#quitting = true;
    await this.#remember();
  }

  #place({ x, y, width, height }: WindowBounds): void {
    this.#window.setSize(width, height);
    if (x !== undefined && y !== undefined) this.#window.setPosition(x, y);
    else this.#window.center();
  }

  /** Moves the window to a screen that exists. Screens are disconnected while it is hidden, and while it is shown. */
  readonly #keepOnScreen = (): void => {
    if (this.#window.isDestroyed()) return;
    const isMaximised = this.#window.isMaximized();
    const bounds = { ...this.#window.getNormalBounds(), maximised: isMaximised };
    const placed = onScreen(bounds, workAreas());
    if (placed === bounds) return;
    if (isMaximised) this.#window.unmaximize();
    this.#place(placed);
    if (isMaximised && this.#window.isVisible()) this.#window.maximize();
    else this.#maximiseFirst ||= isMaximised;
  };

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
    const bounds = {
      ...this.#window.getNormalBounds(),
      maximised: this.#maximiseFirst || this.#window.isMaximized(),
    };
    await writeBounds(this.#options.boundsFile, bounds).catch((error: unknown) =>
      this.#fault('write', error),
    );
  }

  #fault(act: StoredFileFault['act'], error: unknown): void {
    this.#options.onFault({ file: this.#options.boundsFile, act, error });
  }
}
