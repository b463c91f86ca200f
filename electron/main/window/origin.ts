/** The origin of the pages: the app's scheme, or the development server in an unpackaged app. */

export const appScheme = 'app';
export const appHost = 'ringback';
const appUrl = `${appScheme}://${appHost}/index.html`;

/** The allowed hosts of the development server: only this computer. */
const loopback = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * The address of the page.
 * @param developmentUrl RINGBACK_RENDERER_URL; ignored in a packaged app, or when it is not on this computer.
 */
export function pageUrl(isPackaged: boolean, developmentUrl: string | undefined): string {
  if (isPackaged || !developmentUrl || !URL.canParse(developmentUrl)) return appUrl;
  return loopback.has(new URL(developmentUrl).hostname) ? developmentUrl : appUrl;
}

/** True when an address has the page's origin. The parts are compared, because Node gives custom schemes no origin. */
export function isSameOrigin(address: string, page: string): boolean {
  if (!URL.canParse(address)) return false;
  const one = new URL(address);
  const other = new URL(page);
  return one.protocol === other.protocol && one.host === other.host;
}
