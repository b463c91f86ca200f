/** Where the pages come from: the app's own scheme, or the development server in an unpackaged app. */

export const appScheme = 'app';
export const appHost = 'ringback';
const appUrl = `${appScheme}://${appHost}/index.html`;

/** Only this computer may serve the pages while developing. */
const loopback = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * The address of the page.
 * @param developmentUrl RINGBACK_RENDERER_URL; ignored in a packaged app and where it is not on this computer.
 */
export function pageUrl(isPackaged: boolean, developmentUrl: string | undefined): string {
  if (isPackaged || !developmentUrl || !URL.canParse(developmentUrl)) return appUrl;
  return loopback.has(new URL(developmentUrl).hostname) ? developmentUrl : appUrl;
}

/** Whether an address belongs to the page's origin. Node gives custom schemes no origin, so the parts are compared. */
export function isSameOrigin(address: string, page: string): boolean {
  if (!URL.canParse(address)) return false;
  const one = new URL(address);
  const other = new URL(page);
  return one.protocol === other.protocol && one.host === other.host;
}
