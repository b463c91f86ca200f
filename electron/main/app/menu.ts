import { Menu, type MenuItemConstructorOptions } from 'electron';

/** Sets the application menu: the keyboard's commands, and Quit for desktops without a tray. */
export function setApplicationMenu(isPackaged: boolean): void {
  const isMac = process.platform === 'darwin';
  const view: MenuItemConstructorOptions[] = [
    { role: 'resetZoom' },
    { role: 'zoomIn' },
    { role: 'zoomOut' },
    { role: 'togglefullscreen' },
    ...(isPackaged ? [] : [{ role: 'toggleDevTools' } as const]),
  ];
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([
      isMac
        ? { role: 'appMenu' }
        : { label: '&File', submenu: [{ role: 'close' }, { role: 'quit', accelerator: 'Ctrl+Q' }] },
      { role: 'editMenu' },
      { label: '&View', submenu: view },
      ...(isMac ? [{ role: 'windowMenu' } as const] : []),
    ]),
  );
}
