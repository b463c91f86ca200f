/**
 * The proxy that leads out of this computer's network, for what the engine itself sends: probes, vendors' APIs and sockets. The
 * app tells the system's; headless the usual variables say it (HTTPS_PROXY, HTTP_PROXY, ALL_PROXY, NO_PROXY). One for the whole
 * process, as a computer has one way out.
 */
import { HttpsProxyAgent } from 'https-proxy-agent';
import { getProxyForUrl } from 'proxy-from-env';
import type { Proxies } from '#shared/config/proxies.ts';

/** What the host has told; undefined asks the environment. */
let told: Proxies | undefined;

/** Uses these proxies from now on, for new connections. @param proxies undefined asks the environment. */
export function setProxies(proxies: Proxies | undefined): void {
  told = proxies;
}

/** WebSockets are asked for as the HTTPS requests that they begin as. */
const asHttps = (url: string): string => url.replace(/^ws/, 'http');

/**
 * Returns the address of the proxy for a URL, `http://[user:password@]host:port`; null where none is to be used. It may hold a
 * password: never log it.
 */
export function proxyFor(url: string): string | null {
  const proxy = told
    ? (told.hosts[new URL(url).host] ?? (new URL(url).host in told.hosts ? null : told.fallback))
    : getProxyForUrl(asHttps(url));
  return proxy && /^https?:$/.test(URL.canParse(proxy) ? new URL(proxy).protocol : '') ? proxy : null;
}

/** Returns an agent that connects through the proxy, each time anew; undefined where none is to be used. */
export function proxyAgentFor(url: string): HttpsProxyAgent<string> | undefined {
  const proxy = proxyFor(url);
  return proxy === null ? undefined : new HttpsProxyAgent(proxy);
}
