/** The webhook address of a source. */
import type { Source } from './sources.ts';

/** The path of a source's webhook on this computer and behind the tunnel. */
export const webhookPath = (sourceId: string): string => `/hooks/${sourceId}`;

/** The same address at another origin. @param origin `https://host[:port]` */
export function atOrigin(url: string, origin: string): string {
  const { pathname, search } = new URL(url);
  return `${origin}${pathname}${search}`;
}

/**
 * The source's own address, or else the tunnel's, or else the local one that a tunnel forwards to.
 * @param publicOrigin the tunnel's `https://host`, null while unknown
 */
export const webhookUrl = (
  { id, publicUrl }: Pick<Source, 'id' | 'publicUrl'>,
  { publicOrigin, port }: { publicOrigin: string | null; port: number },
): string => publicUrl ?? `${publicOrigin ?? `http://127.0.0.1:${port}`}${webhookPath(id)}`;
