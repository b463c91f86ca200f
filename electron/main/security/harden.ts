import { app, type Session, session } from 'electron';
import type { Log } from '../log/log.ts';
import { isSameOrigin } from '../window/origin.ts';

/** Denies all browser permissions. Copying to the clipboard goes through the main process. */
function denyPermissions(target: Session): void {
  target.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  target.setPermissionCheckHandler(() => false);
  target.setDevicePermissionHandler(() => false);
}

/**
 * Restricts every page to the app's origin: no other navigation, new window, webview, permission or download. Call it before
 * the first window.
 */
export function hardenWebContents(page: string, log: Log): void {
  denyPermissions(session.defaultSession);
  session.defaultSession.on('will-download', (event) => event.preventDefault());
  app.on('session-created', denyPermissions);
  app.on('web-contents-created', (_event, contents) => {
    contents.on('will-navigate', (event) => {
      if (isSameOrigin(event.url, page)) return;
      event.preventDefault();
      log('warn', 'window: navigation denied', { url: event.url });
    });
    contents.on('will-redirect', (event) => {
      if (!isSameOrigin(event.url, page)) event.preventDefault();
    });
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.setWindowOpenHandler(({ url }) => {
      log('warn', 'window: new window denied', { url });
      return { action: 'deny' };
    });
  });
}
