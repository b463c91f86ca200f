/** The system's proxy, as Chromium finds it: set by hand, by a script (PAC) or found automatically. */
import { EventEmitter } from 'node:events';
import type { Proxies } from '#shared/config/proxies.ts';
import { isSameData } from '#shared/util/same-data.ts';

/**
 * Parses a list such as "PROXY proxy.example:8080; DIRECT": the first entry that the engine can use. It cannot use SOCKS.
 * @returns the proxy's address; null leads out directly.
 */
export function firstProxy(list: string): string | null {
  for (const entry of list.split(';')) {
    const [kind = '', host = ''] = entry.trim().split(/\s+/);
    if (kind.toUpperCase() === 'DIRECT') return null;
    if (kind.toUpperCase() === 'PROXY' && host) return `http://${host}`;
    if (kind.toUpperCase() === 'HTTPS' && host) return `https://${host}`;
  }
  return null;
}

/** Any host that a network has no rule of its own for. */
const anyUrl = 'https://example.com';
/** Between looks: the system has no event for a changed proxy. In milliseconds. */
const lookEveryMs = 60_000;

export interface SystemProxyOptions {
  /** As Electron's `session.resolveProxy`. */
  resolve(url: string): Promise<string>;
  /** The addresses that the engine sends to and a script may treat on their own. */
  urls(): readonly string[];
  onError(error: unknown): void;
}

/** Watches the system's proxy. */
export class SystemProxy extends EventEmitter<{ changed: [] }> {
  readonly #options: SystemProxyOptions;
  #current: Proxies | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: SystemProxyOptions) {
    super();
    this.#options = options;
  }

  /** Undefined before the system has said it. */
  get current(): Proxies | undefined {
    return this.#current;
  }

  /** Looks now, and from now on once a minute. @returns a function that stops it. */
  watch(): () => void {
    void this.refresh();
    this.#timer = setInterval(() => void this.refresh(), lookEveryMs).unref();
    return () => clearInterval(this.#timer);
  }

  /** Looks now. Never rejects. */
  async refresh(): Promise<void> {
    const { resolve, urls, onError } = this.#options;
    const proxyOf = async (url: string) => firstProxy(await resolve(url));
    try {
      const hosts = await Promise.all(
        urls().map(async (url) => [new URL(url).host, await proxyOf(url)] as const),
      );
      const next: Proxies = { fallback: await proxyOf(anyUrl), hosts: Object.fromEntries(hosts) };
      if (isSameData(next, this.#current)) return;
      this.#current = next;
      this.emit('changed');
    } catch (error) {
      onError(error);
    }
  }
}
