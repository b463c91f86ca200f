import { readFile } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';
import { protocol } from 'electron';
import { contentSecurityPolicy } from './content-security-policy.ts';
import { appHost, appScheme } from './origin.ts';

const contentTypes: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.ico': 'image/vnd.microsoft.icon',
};

/** Registers the scheme with the privileges of https. Call it before the app is ready. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: appScheme,
      privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
    },
  ]);
}

/**
 * Resolves an address of the scheme to a file.
 * @returns null when it is no file inside the folder, or has an unexpected type.
 */
function resolvePage(address: string, folder: string): string | null {
  const url = new URL(address);
  if (url.protocol !== `${appScheme}:` || url.host !== appHost) return null;
  let path: string;
  try {
    path = decodeURIComponent(url.pathname);
  } catch {
    return null;
  }
  if (path.includes('\0')) return null;
  const file = join(folder, path === '/' ? 'index.html' : path);
  const isInside = file.startsWith(folder.endsWith(sep) ? folder : folder + sep);
  return isInside && contentTypes[extname(file)] ? file : null;
}

const answer = (status: number, body: Uint8Array<ArrayBuffer> | null, contentType: string): Response =>
  new Response(body, {
    status,
    headers: {
      'Content-Type': contentType,
      'Content-Security-Policy': contentSecurityPolicy,
      'X-Content-Type-Options': 'nosniff',
      'Referrer-Policy': 'no-referrer',
      'Cross-Origin-Opener-Policy': 'same-origin',
      'Cache-Control': 'no-cache',
    },
  });

/** Serves the built renderer. Nothing outside its folder is served. */
export function serveAppScheme(folder: string): void {
  protocol.handle(appScheme, async (request) => {
    const file = request.method === 'GET' ? resolvePage(request.url, folder) : null;
    if (!file) return answer(404, null, 'text/plain');
    try {
      const content = await readFile(file);
      return answer(200, new Uint8Array(content), contentTypes[extname(file)] ?? 'application/octet-stream');
    } catch {
      return answer(404, null, 'text/plain');
    }
  });
}
